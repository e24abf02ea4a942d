using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>A graph that can be connected through its shape.</summary>
public interface IGraph<out TShape>
    where TShape : Shape
{
    TShape Shape { get; }

    /// <summary>The blueprint behind the graph.</summary>
    IModule Module { get; }
}

/// <summary>A graph that gives a value when it is materialized.</summary>
public interface IGraph<out TShape, out TMaterialized> : IGraph<TShape>
    where TShape : Shape
{
    /// <summary>The same graph with other attributes in place of its own.</summary>
    IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes);

    /// <summary>The same graph with further, more specific attributes.</summary>
    IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes);

    IGraph<TShape, TMaterialized> Named(string name);

    /// <summary>The same graph, run in an actor of its own.</summary>
    IGraph<TShape, TMaterialized> Async();
}

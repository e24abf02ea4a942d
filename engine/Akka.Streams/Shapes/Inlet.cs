using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Implementation.Islands;

namespace Akka.Streams;

/// <summary>An input port.</summary>
public abstract class InPort
{
    // Position inside the shape of the stage that owns the port; written (always with the same value) when a stage is
    // materialized.
    internal int Id = -1;
}

/// <summary>An input port with a name.</summary>
public abstract class Inlet : InPort
{
    /// <summary>The name, for messages.</summary>
    public readonly string Name;

    protected Inlet(string name)
    {
        Name = name ?? throw new ArgumentException("Inlet name must be defined", nameof(name));
    }

    /// <summary>A new port of the same type and name.</summary>
    public abstract Inlet CarbonCopy();

    // The port knows its element type; the assembler, which wires by position, does not.
    internal abstract Connection NewConnection(int id);

    internal abstract AsyncPipe NewAsyncPipe(int capacity);

    public sealed override string ToString() => Name;
}

/// <summary>An input port for elements of one type.</summary>
public sealed class Inlet<T> : Inlet
{
    public Inlet(string name)
        : base(name)
    {
    }

    public override Inlet CarbonCopy() => new Inlet<T>(Name);

    internal override Connection NewConnection(int id) => new Connection<T>(id);

    internal override AsyncPipe NewAsyncPipe(int capacity) => new AsyncPipe<T>(capacity);
}

using Akka.Streams.Supervision;

namespace Akka.Streams;

/// <summary>Attributes that say how an actor runs a stream.</summary>
public static class ActorAttributes
{
    /// <summary>The dispatcher of the actor that runs the asynchronous island which the graph begins.</summary>
    public sealed class Dispatcher : Attributes.IAttribute, IEquatable<Dispatcher>
    {
        public readonly string Name;

        public Dispatcher(string name)
        {
            Name = name;
        }

        public bool Equals(Dispatcher? other) => other is not null && other.Name == Name;

        public override bool Equals(object? obj) => Equals(obj as Dispatcher);

        public override int GetHashCode() => Name?.GetHashCode(StringComparison.Ordinal) ?? 0;

        public override string ToString() => $"Dispatcher({Name})";
    }

    /// <summary>What a stage does when the function it was given throws.</summary>
    public sealed class SupervisionStrategy : Attributes.IAttribute
    {
        public readonly Decider Decider;

        public SupervisionStrategy(Decider decider)
        {
            Decider = decider;
        }

        public override string ToString() => "SupervisionStrategy";
    }

    public static Attributes CreateDispatcher(string dispatcherName) => new(new Dispatcher(dispatcherName));

    public static Attributes CreateSupervisionStrategy(Decider strategy) => new(new SupervisionStrategy(strategy));

    // Every stage that calls a user function asks this once, when its logic is made.
    internal static Decider DeciderOf(Attributes attributes) =>
        attributes.GetAttribute<SupervisionStrategy>()?.Decider ?? Deciders.StoppingDecider;
}

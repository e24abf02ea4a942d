namespace Akka.Persistence;

/// <summary>A handler that waits for the journal's answer, kept without an allocation of its own.</summary>
internal readonly struct PendingHandler
{
    private readonly object _event;
    private readonly Delegate _handler;
    private readonly Runner _runner;

    private PendingHandler(object @event, Delegate handler, Runner runner, bool isStashing)
    {
        _event = @event;
        _handler = handler;
        _runner = runner;
        IsStashing = isStashing;
    }

    /// <summary>Whether commands wait until this handler has run.</summary>
    public bool IsStashing { get; }

    public static PendingHandler Of<TEvent>(object @event, Action<TEvent> handler, bool isStashing) =>
        new(@event, handler, Runner<TEvent>.Instance, isStashing);

    public void Run() => _runner.Run(_handler, _event);

    private abstract class Runner
    {
        public abstract void Run(Delegate handler, object @event);
    }

    private sealed class Runner<TEvent> : Runner
    {
        public static readonly Runner<TEvent> Instance = new();

        public override void Run(Delegate handler, object @event) => ((Action<TEvent>)handler)((TEvent)@event);
    }
}

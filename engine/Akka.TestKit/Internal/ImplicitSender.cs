using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Makes the test actor the sender of what a test tells without naming one, across awaits too.</summary>
internal static class ImplicitSender
{
    /// <summary>
    /// Which test the running code belongs to. It exists for its notification alone: a test that awaits gives its
    /// thread back to the pool, and without it that thread would go on speaking in the name of the test's actor.
    /// </summary>
    private static readonly AsyncLocal<ActorCell?> Test = new(OnFlow);

    public static void Install(IActorRef testActor)
    {
        var cell = ((LocalActorRef)testActor).Cell;
        Test.Value = cell;
        ActorCell.Current = cell;
        SynchronizationContext.SetSynchronizationContext(
            new CellKeepingContext(cell, SynchronizationContext.Current));
    }

    public static void Remove()
    {
        Test.Value = null;
        ActorCell.Current = null;
        if (SynchronizationContext.Current is CellKeepingContext context)
        {
            SynchronizationContext.SetSynchronizationContext(context.Outer);
        }
    }

    /// <summary>The thread turns to, or from, a test. An actor that it runs meanwhile keeps its own cell.</summary>
    private static void OnFlow(AsyncLocalValueChangedArgs<ActorCell?> change)
    {
        if (change.ThreadContextChanged && ActorCell.Current == change.PreviousValue)
        {
            ActorCell.Current = change.CurrentValue;
        }
    }

    private sealed class CellKeepingContext(ActorCell cell, SynchronizationContext? outer) : SynchronizationContext
    {
        public SynchronizationContext? Outer { get; } = outer;

        public override void Post(SendOrPostCallback d, object? state) =>
            ThreadPool.UnsafeQueueUserWorkItem(_ => Run(d, state), null);

        public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

        public override SynchronizationContext CreateCopy() => new CellKeepingContext(cell, Outer);

        private void Run(SendOrPostCallback d, object? state)
        {
            var (outerCell, outerContext) = (ActorCell.Current, Current);
            ActorCell.Current = cell;
            SetSynchronizationContext(this);
            try
            {
                d(state);
            }
            finally
            {
                ActorCell.Current = outerCell;
                SetSynchronizationContext(outerContext);
            }
        }
    }
}

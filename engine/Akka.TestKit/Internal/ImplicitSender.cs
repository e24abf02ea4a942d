using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Makes the test actor the sender of what a test tells without naming one, across awaits too.</summary>
internal static class ImplicitSender
{
    public static void Install(IActorRef testActor)
    {
        var cell = ((LocalActorRef)testActor).Cell;
        ActorCell.Current = cell;
        SynchronizationContext.SetSynchronizationContext(
            new CellKeepingContext(cell, SynchronizationContext.Current));
    }

    public static void Remove()
    {
        ActorCell.Current = null;
        if (SynchronizationContext.Current is CellKeepingContext context)
        {
            SynchronizationContext.SetSynchronizationContext(context.Outer);
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

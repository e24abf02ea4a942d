using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// Passes everything on and shows it to a second output, which never slows the first: while it is busy only the last
/// element waits for it.
/// </summary>
internal sealed class Tap<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public override UniformFanOutShape<T, T> Shape { get; } = new(2, "WireTap");

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("wireTap");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly Inlet<T> _in;
        private readonly Outlet<T> _main;
        private readonly Outlet<T> _side;
        private bool _isPending;
        private T _pending = default!;

        public Logic(UniformFanOutShape<T, T> shape)
            : base(shape)
        {
            _in = shape.In;
            _main = shape.Out(0);
            _side = shape.Out(1);
            SetHandlers(_in, _main, this);
            SetHandler(_side, OnSidePull, _ => DropPending());
        }

        public override void OnPush()
        {
            var element = Grab(_in);
            Push(_main, element);
            if (IsAvailable(_side))
            {
                Push(_side, element);
            }
            else if (!IsClosed(_side))
            {
                _isPending = true;
                _pending = element;
            }
        }

        public override void OnPull() => Pull(_in);

        public override void OnUpstreamFinish()
        {
            Complete(_main);
            if (!_isPending)
            {
                CompleteStage();
            }
        }

        private void OnSidePull()
        {
            if (!_isPending)
            {
                return;
            }

            var element = _pending;
            DropPending();
            Push(_side, element);
            if (IsClosed(_in))
            {
                CompleteStage();
            }
        }

        private void DropPending()
        {
            _isPending = false;
            _pending = default!;
        }
    }
}

/// <summary>Passes everything on and fails when an actor stops.</summary>
internal sealed class WatchStage<T>(IActorRef target) : LinearStage<T, T>("watch")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, target, inheritedAttributes);

    private sealed class Logic(WatchStage<T> stage, IActorRef target, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        public override void PreStart() => GetStageActor(OnMessage).Watch(target);

        public override void OnPush() => Push(Outlet, Grab(Inlet));

        private void OnMessage((IActorRef Sender, object Message) args)
        {
            if (args.Message is Terminated { ActorRef: var stopped } && stopped.Equals(target))
            {
                FailStage(new WatchedActorTerminatedException("Watch", target));
            }
        }
    }
}

using Akka.Actor;
using Akka.Pattern;
using Akka.Streams.Implementation.Modules;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// What an actor is told becomes a stream; what downstream does not want yet waits in a bounded buffer. A
/// <see cref="Status.Success"/> completes the stream after the buffer, a <see cref="Status.Failure"/> fails it at once,
/// a poison pill completes it at once.
/// </summary>
internal sealed class ActorRefSource<T> : GraphStageWithMaterializedValue<SourceShape<T>, IActorRef>,
    INeedsMaterializer<IActorRef>
{
    private readonly Outlet<T> _out = new("actorRefSource.out");
    private readonly int _size;
    private readonly OverflowStrategy _strategy;

    public ActorRefSource(int size, OverflowStrategy strategy)
    {
        _size = size;
        _strategy = strategy;
        Shape = new SourceShape<T>(_out);
    }

    public override SourceShape<T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("actorRefSource");

    public override ILogicAndMaterializedValue<IActorRef> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        throw new IllegalStateException("An actor needs a materializer to live under");

    public LogicAndMaterializedValue<IActorRef> Create(Attributes attributes, ActorMaterializerImpl materializer)
    {
        var logic = new Logic(this);
        logic.Actor = materializer.StartStageActor(
            Props.CreateBy(new Producer(logic.FromActor)), Shape.Outlet.Name.Split('.')[0]);
        return new LogicAndMaterializedValue<IActorRef>(logic, logic.Actor);
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly ActorRefSource<T> _stage;
        private readonly BoundedBuffer<T>? _buffer;
        private bool _completing;

        public Logic(ActorRefSource<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _buffer = stage._size > 0 ? new BoundedBuffer<T>(stage._size) : null;
            FromActor = GetAsyncCallback<object>(OnMessage);
            SetHandler(stage._out, this);
        }

        public IActorRef Actor { get; set; } = ActorRefs.Nobody;

        public Action<object> FromActor { get; }

        public override void OnPull()
        {
            if (_buffer is { IsEmpty: false })
            {
                Push(_stage._out, _buffer.Dequeue());
            }

            CompleteIfDrained();
        }

        public override void PostStop() => Actor.Tell(PoisonPill.Instance);

        private void OnMessage(object message)
        {
            switch (message)
            {
                case Status.Failure failure:
                    FailStage(failure.Cause);
                    break;
                case Status.Success:
                    _completing = true;
                    CompleteIfDrained();
                    break;
                case Stopped:
                    CompleteStage();
                    break;
                case T element when !_completing:
                    OnElement(element);
                    break;
            }
        }

        private void OnElement(T element)
        {
            if (IsAvailable(_stage._out) && _buffer is null or { IsEmpty: true })
            {
                Push(_stage._out, element);
            }
            else if (_buffer?.Offer(element, _stage._strategy) == Offered.Failed)
            {
                FailStage(new BufferOverflowException($"Buffer overflow (max capacity was: {_stage._size})!"));
            }
        }

        private void CompleteIfDrained()
        {
            if (_completing && _buffer is null or { IsEmpty: true })
            {
                CompleteStage();
            }
        }
    }
    private sealed class Stopped
    {
        public static readonly Stopped Instance = new();

        private Stopped()
        {
        }
    }

    private sealed class Mouth : UntypedActor
    {
        private readonly Action<object> _toStage;

        public Mouth(Action<object> toStage)
        {
            _toStage = toStage;
        }

        protected override void OnReceive(object message) => _toStage(message);

        protected override void PostStop() => _toStage(Stopped.Instance);
    }

    private sealed class Producer : IIndirectActorProducer
    {
        private readonly Action<object> _toStage;

        public Producer(Action<object> toStage)
        {
            _toStage = toStage;
        }

        public Type ActorType => typeof(Mouth);

        public ActorBase Produce() => new Mouth(_toStage);

        public void Release(ActorBase actor)
        {
        }
    }
}

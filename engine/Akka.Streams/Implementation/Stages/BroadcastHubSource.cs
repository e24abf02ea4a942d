using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>What the consumers of a <see cref="BroadcastHub"/> say to it. From any thread.</summary>
internal interface IBroadcastHub<T>
{
    /// <summary>False when the hub has ended: well, or with a failure.</summary>
    bool TryJoin(IBroadcastConsumer<T> consumer, out Exception? failure);

    /// <summary>Asks for what comes next; all that was given before has been emitted.</summary>
    void Ask(IBroadcastConsumer<T> consumer);

    void Leave(IBroadcastConsumer<T> consumer);
}

/// <summary>What a <see cref="BroadcastHub"/> says to its consumers. From any thread.</summary>
internal interface IBroadcastConsumer<T>
{
    /// <summary>One or more elements, in answer to a question.</summary>
    void Give(List<T> elements);

    /// <summary>Nothing more will come.</summary>
    void End(Exception? failure);
}

/// <summary>The consuming side of a <see cref="BroadcastHub"/>.</summary>
internal sealed class BroadcastHubSource<T>(IBroadcastHub<T> hub) : GraphStage<SourceShape<T>>
{
    private readonly Outlet<T> _out = new("BroadcastHub.out");
    private SourceShape<T>? _shape;

    public override SourceShape<T> Shape => _shape ??= new SourceShape<T>(_out);

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("BroadcastHub");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, hub);

    private sealed class Logic : OutGraphStageLogic, IBroadcastConsumer<T>
    {
        private readonly Outlet<T> _out;
        private readonly IBroadcastHub<T> _hub;
        private readonly Action<List<T>> _give;
        private readonly Action<Exception?> _end;
        private List<T> _elements = [];
        private int _next;
        private bool _hasAsked;

        public Logic(BroadcastHubSource<T> stage, IBroadcastHub<T> hub)
            : base(stage.Shape)
        {
            _out = stage._out;
            _hub = hub;
            _give = GetAsyncCallback<List<T>>(OnGiven);
            _end = GetAsyncCallback<Exception?>(OnEnd);
            SetHandler(_out, this);
        }

        public void Give(List<T> elements) => _give(elements);

        public void End(Exception? failure) => _end(failure);

        public override void PreStart()
        {
            if (_hub.TryJoin(this, out var failure))
            {
                Ask();
            }
            else
            {
                OnEnd(failure);
            }
        }

        public override void OnPull()
        {
            if (_next < _elements.Count)
            {
                PushNext();
            }
        }

        public override void PostStop() => _hub.Leave(this);

        private void OnGiven(List<T> elements)
        {
            _hasAsked = false;
            _elements = elements;
            _next = 0;
            if (IsAvailable(_out))
            {
                PushNext();
            }
        }

        private void PushNext()
        {
            Push(_out, _elements[_next++]);
            if (_next == _elements.Count)
            {
                Ask();
            }
        }

        private void Ask()
        {
            if (!_hasAsked)
            {
                _hasAsked = true;
                _hub.Ask(this);
            }
        }

        private void OnEnd(Exception? failure)
        {
            if (failure is null)
            {
                CompleteStage();
            }
            else
            {
                FailStage(failure);
            }
        }
    }
}

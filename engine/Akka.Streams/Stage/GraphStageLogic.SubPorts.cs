using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Stage;

// Ports that connect a stage with streams that it starts itself.
public abstract partial class GraphStageLogic
{
    protected SubSinkInlet<T> CreateSubSinkInlet<T>(string name) => new(this, name);

    /// <summary>Receives the elements of a sub-stream, as an inlet receives those of upstream.</summary>
    protected class SubSinkInlet<T> : ISubPort
    {
        private readonly GraphStageLogic _owner;
        private readonly string _name;
        private readonly SubSink<T> _sink;
        private IInHandler? _handler;
        private bool _hasElement;
        private T _element = default!;
        private bool _isPulled;

        public SubSinkInlet(GraphStageLogic owner, string name)
        {
            _owner = owner;
            _name = name;
            _sink = new SubSink<T>(owner.GetAsyncCallback<SubSignal<T>>(OnSignal));
            owner.Track(this);
        }

        /// <summary>The sink to run the sub-stream with.</summary>
        public IGraph<SinkShape<T>, NotUsed> Sink => _sink;

        public bool IsAvailable => _hasElement;

        public bool IsClosed { get; private set; }

        public bool HasBeenPulled => _isPulled && !IsClosed;

        public void SetHandler(IInHandler handler) => _handler = handler;

        public T Grab()
        {
            if (!_hasElement)
            {
                throw new ArgumentException($"Cannot get element from already empty port ({_name})");
            }

            var element = _element;
            _hasElement = false;
            _element = default!;
            return element;
        }

        public void Pull()
        {
            if (_isPulled)
            {
                throw new ArgumentException($"Cannot pull port ({_name}) twice");
            }

            if (IsClosed)
            {
                throw new ArgumentException($"Cannot pull closed port ({_name})");
            }

            _isPulled = true;
            _sink.Commands.Send(new SubSignal<T>(SubSignalKind.Pulled));
        }

        public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        public void Cancel(Exception cause)
        {
            if (!IsClosed)
            {
                Close();
                _sink.Commands.Send(new SubSignal<T>(SubSignalKind.Cancelled, default!, cause));
            }
        }

        void ISubPort.OnOwnerStopped() => Cancel(SubscriptionWithCancelException.StageWasCompleted.Instance);

        private void Close()
        {
            IsClosed = true;
            _owner.Untrack(this);
        }

        private void OnSignal(SubSignal<T> signal)
        {
            if (IsClosed)
            {
                return;
            }

            switch (signal.Kind)
            {
                case SubSignalKind.Element:
                    _isPulled = false;
                    _element = signal.Element;
                    _hasElement = true;
                    _handler!.OnPush();
                    break;
                case SubSignalKind.Finished:
                    Close();
                    _handler!.OnUpstreamFinish();
                    break;
                default:
                    Close();
                    _handler!.OnUpstreamFailure(signal.Cause!);
                    break;
            }
        }
    }

    /// <summary>Sends elements to a sub-stream, as an outlet sends them downstream.</summary>
    protected class SubSourceOutlet<T> : ISubPort
    {
        private readonly GraphStageLogic _owner;
        private readonly string _name;
        private readonly SubSource<T> _source;
        private IOutHandler? _handler;

        public SubSourceOutlet(GraphStageLogic owner, string name)
        {
            _owner = owner;
            _name = name;
            _source = new SubSource<T>(owner.GetAsyncCallback<SubSignal<T>>(OnSignal));
            owner.Track(this);
        }

        /// <summary>The source to run the sub-stream with.</summary>
        public IGraph<SourceShape<T>, NotUsed> Source => _source;

        /// <summary>True when an element may be pushed.</summary>
        public bool IsAvailable { get; private set; }

        public bool IsClosed { get; private set; }

        public void SetHandler(IOutHandler handler) => _handler = handler;

        public void Push(T element)
        {
            if (!IsAvailable)
            {
                throw new ArgumentException($"Cannot push port ({_name}) twice, or before it being pulled");
            }

            IsAvailable = false;
            _source.Commands.Send(new SubSignal<T>(SubSignalKind.Element, element));
        }

        public void Complete() => End(new SubSignal<T>(SubSignalKind.Finished));

        public void Fail(Exception ex) => End(new SubSignal<T>(SubSignalKind.Failed, default!, ex));

        void ISubPort.OnOwnerStopped() => Complete();

        private void End(SubSignal<T> signal)
        {
            if (!IsClosed)
            {
                Close();
                _source.Commands.Send(signal);
            }
        }

        private void Close()
        {
            IsAvailable = false;
            IsClosed = true;
            _owner.Untrack(this);
        }

        private void OnSignal(SubSignal<T> signal)
        {
            if (IsClosed)
            {
                return;
            }

            if (signal.Kind == SubSignalKind.Pulled)
            {
                IsAvailable = true;
                _handler!.OnPull();
            }
            else
            {
                Close();
                _handler!.OnDownstreamFinish(signal.Cause!);
            }
        }
    }
}

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
        private readonly SubPipe<T> _pipe = new(ownerFeeds: false);
        private readonly SubSink<T> _sink;
        private IInHandler? _handler;
        private bool _hasElement;
        private T _element = default!;
        private bool _isPulled;

        public SubSinkInlet(GraphStageLogic owner, string name)
        {
            _owner = owner;
            _name = name;
            _sink = new SubSink<T>(_pipe);
            _pipe.AttachOwner(owner.GetAsyncCallback(Look));
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
            _pipe.Pull();
        }

        public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        public void Cancel(Exception cause)
        {
            if (!IsClosed)
            {
                Close();
                _pipe.Cancel(cause);
            }
        }

        void ISubPort.OnOwnerStopped() => Cancel(SubscriptionWithCancelException.StageWasCompleted.Instance);

        private void Close()
        {
            IsClosed = true;
            _owner.Untrack(this);
        }

        private void Look()
        {
            var signals = _pipe.TakeForConsumer();
            if (IsClosed)
            {
                return;
            }

            if (signals.Has(SubSignals.Element))
            {
                _isPulled = false;
                _element = _pipe.TakeElement();
                _hasElement = true;
                _handler!.OnPush();
            }

            if ((signals & (SubSignals.Finished | SubSignals.Failed)) == SubSignals.None || IsClosed)
            {
                return;
            }

            Close();
            if (signals.Has(SubSignals.Failed))
            {
                _handler!.OnUpstreamFailure(_pipe.Failure!);
            }
            else
            {
                _handler!.OnUpstreamFinish();
            }
        }
    }

    /// <summary>Sends elements to a sub-stream, as an outlet sends them downstream.</summary>
    protected class SubSourceOutlet<T> : ISubPort
    {
        private readonly GraphStageLogic _owner;
        private readonly string _name;
        private readonly SubPipe<T> _pipe = new(ownerFeeds: true);
        private readonly SubSource<T> _source;
        private IOutHandler? _handler;

        public SubSourceOutlet(GraphStageLogic owner, string name)
        {
            _owner = owner;
            _name = name;
            _source = new SubSource<T>(_pipe);
            _pipe.AttachOwner(owner.GetAsyncCallback(Look));
            owner.Track(this);
        }

        /// <summary>The source to run the sub-stream with.</summary>
        public IGraph<SourceShape<T>, NotUsed> Source => _source;

        /// <summary>True when an element may be pushed.</summary>
        public bool IsAvailable { get; private set; }

        public bool IsClosed { get; private set; }

        // True once the sub-stream runs.
        internal bool IsTaken => _pipe.IsTaken;

        public void SetHandler(IOutHandler handler) => _handler = handler;

        public void Push(T element)
        {
            if (!IsAvailable)
            {
                throw new ArgumentException($"Cannot push port ({_name}) twice, or before it being pulled");
            }

            IsAvailable = false;
            _pipe.Push(element);
        }

        public void Complete()
        {
            if (!IsClosed)
            {
                Close();
                _pipe.Finish();
            }
        }

        public void Fail(Exception ex)
        {
            if (!IsClosed)
            {
                Close();
                _pipe.Fail(ex);
            }
        }

        void ISubPort.OnOwnerStopped() => Complete();

        private void Close()
        {
            IsAvailable = false;
            IsClosed = true;
            _owner.Untrack(this);
        }

        private void Look()
        {
            var signals = _pipe.TakeForProducer();
            if (IsClosed)
            {
                return;
            }

            if (signals.Has(SubSignals.Cancelled))
            {
                Close();
                _handler!.OnDownstreamFinish(_pipe.CancelCause!);
            }
            else if (signals.Has(SubSignals.Pulled))
            {
                IsAvailable = true;
                _handler!.OnPull();
            }
        }
    }
}

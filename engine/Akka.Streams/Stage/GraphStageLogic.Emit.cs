using Akka.Pattern;

namespace Akka.Streams.Stage;

// Emitting and reading: elements that leave as soon as they are pulled, or are handed over as soon as they arrive. A
// temporary handler stands in for the stage's own, which is put back afterwards.
public abstract partial class GraphStageLogic
{
    /// <summary>Pushes the element now or when it is pulled.</summary>
    protected void Emit<T>(Outlet<T> outlet, T element) => Emit(outlet, element, DoNothing);

    /// <summary>Pushes the element now or when it is pulled, then runs an action.</summary>
    protected void Emit<T>(Outlet<T> outlet, T element, Action andThen)
    {
        if (GetHandler(outlet) is Emitting emitting)
        {
            emitting.AddFollowUp(new EmittingSingle<T>(this, outlet, element, emitting.Previous, andThen));
        }
        else if (IsAvailable(outlet))
        {
            Push(outlet, element);
            andThen();
        }
        else
        {
            SetHandler(outlet, new EmittingSingle<T>(this, outlet, element, GetHandler(outlet), andThen));
        }
    }

    /// <summary>Pushes the elements one by one as they are pulled.</summary>
    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements) =>
        EmitMultiple(outlet, elements, DoNothing);

    /// <summary>Pushes the elements one by one as they are pulled, then runs an action.</summary>
    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements, Action andThen) =>
        EmitMultiple(outlet, elements.GetEnumerator(), andThen);

    /// <summary>Pushes the elements one by one as they are pulled.</summary>
    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator) =>
        EmitMultiple(outlet, enumerator, DoNothing);

    /// <summary>Pushes the elements one by one as they are pulled, then runs an action.</summary>
    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator, Action andThen)
    {
        if (GetHandler(outlet) is Emitting emitting)
        {
            if (enumerator.MoveNext())
            {
                emitting.AddFollowUp(new EmittingIterator<T>(this, outlet, enumerator, emitting.Previous, andThen));
            }
            else
            {
                andThen();
            }

            return;
        }

        if (!enumerator.MoveNext())
        {
            andThen();
            return;
        }

        if (IsAvailable(outlet))
        {
            Push(outlet, enumerator.Current);
            if (!enumerator.MoveNext())
            {
                andThen();
                return;
            }
        }

        SetHandler(outlet, new EmittingIterator<T>(this, outlet, enumerator, GetHandler(outlet), andThen));
    }

    /// <summary>Forgets what was to be emitted and puts the stage's own handler back.</summary>
    protected void AbortEmitting<T>(Outlet<T> outlet)
    {
        if (GetHandler(outlet) is Emitting emitting)
        {
            SetHandler(outlet, emitting.Previous);
        }
    }

    /// <summary>Hands over the next element, or says that there will be none.</summary>
    protected void Read<T>(Inlet<T> inlet, Action<T> andThen, Action onClose)
    {
        if (IsAvailable(inlet))
        {
            andThen(Grab(inlet));
        }
        else if (IsClosed(inlet))
        {
            onClose();
        }
        else
        {
            RequireNotReading(inlet);
            if (!HasBeenPulled(inlet))
            {
                Pull(inlet);
            }

            SetHandler(inlet, new Reading<T>(this, inlet, GetHandler(inlet), andThen, onClose));
        }
    }

    /// <summary>Hands over the next n elements together, or those that came before the end.</summary>
    protected void ReadMany<T>(
        Inlet<T> inlet, int n, Action<IEnumerable<T>> andThen, Action<IEnumerable<T>> onComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n == 0)
        {
            andThen([]);
            return;
        }

        var collected = new List<T>(n);
        void Next()
        {
            Read(inlet, OnElement, () => onComplete(collected));
        }

        void OnElement(T element)
        {
            collected.Add(element);
            if (collected.Count == n)
            {
                andThen(collected);
            }
            else
            {
                Next();
            }
        }

        Next();
    }

    /// <summary>Forgets what was to be read and puts the stage's own handler back.</summary>
    protected void AbortReading<T>(Inlet<T> inlet)
    {
        if (GetHandler(inlet) is Reading<T> reading)
        {
            SetHandler(inlet, reading.Previous);
        }
    }

    /// <summary>Sends every element of the inlet to the outlet from now on.</summary>
    protected void PassAlong<TOut, TIn>(
        Inlet<TIn> from, Outlet<TOut> to, bool doFinish = true, bool doFail = true, bool doPull = false)
        where TIn : TOut
    {
        void Pass()
        {
            Emit(to, Grab(from), () => TryPull(from));
        }

        if (IsAvailable(from))
        {
            Emit(to, Grab(from), () => TryPull(from));
        }

        if (doFinish && IsClosed(from))
        {
            CompleteStage();
            return;
        }

        SetHandler(
            from,
            Pass,
            doFinish ? null : DoNothing,
            doFail ? null : static _ => { });
        if (doPull)
        {
            TryPull(from);
        }
    }

    private void RequireNotReading<T>(Inlet<T> inlet)
    {
        if (GetHandler(inlet) is Reading<T>)
        {
            throw new IllegalStateException("Already reading on inlet");
        }
    }

    private abstract class Emitting : OutHandler
    {
        private readonly Action _andThen;
        private readonly int _outletId;
        private Queue<Emitting>? _followUps;
        private bool _completeAfterwards;

        protected Emitting(GraphStageLogic logic, int outletId, IOutHandler previous, Action andThen)
        {
            Logic = logic;
            Previous = previous;
            _outletId = outletId;
            _andThen = andThen;
        }

        public IOutHandler Previous { get; }

        protected GraphStageLogic Logic { get; }

        public void AddFollowUp(Emitting emitting) => (_followUps ??= new Queue<Emitting>()).Enqueue(emitting);

        public void CompleteAfterwards() => _completeAfterwards = true;

        public override void OnDownstreamFinish(Exception cause)
        {
            Logic.SetOutHandler(_outletId, Previous);
            Previous.OnDownstreamFinish(cause);
        }

        protected void FollowUp()
        {
            Logic.SetOutHandler(_outletId, Previous);
            _andThen();
            var handler = Logic._outHandlers[_outletId];
            if (_followUps is { Count: > 0 } followUps)
            {
                // What the action above began to emit comes after what was waiting.
                if (handler is Emitting started)
                {
                    followUps.Enqueue(started);
                }

                var next = followUps.Dequeue();
                next._followUps = Join(followUps, next._followUps);
                next._completeAfterwards |= _completeAfterwards;
                Logic.SetOutHandler(_outletId, next);
            }
            else if (_completeAfterwards)
            {
                Logic.CompleteOutlet(_outletId);
            }
        }

        private static Queue<Emitting>? Join(Queue<Emitting> first, Queue<Emitting>? second)
        {
            while (second is { Count: > 0 })
            {
                first.Enqueue(second.Dequeue());
            }

            return first;
        }
    }

    private sealed class EmittingSingle<T> : Emitting
    {
        private readonly Outlet<T> _outlet;
        private readonly T _element;

        public EmittingSingle(
            GraphStageLogic logic, Outlet<T> outlet, T element, IOutHandler previous, Action andThen)
            : base(logic, outlet.Id, previous, andThen)
        {
            _outlet = outlet;
            _element = element;
        }

        public override void OnPull()
        {
            Logic.Push(_outlet, _element);
            FollowUp();
        }
    }

    // The enumerator already stands on the element to push next.
    private sealed class EmittingIterator<T> : Emitting
    {
        private readonly Outlet<T> _outlet;
        private readonly IEnumerator<T> _enumerator;

        public EmittingIterator(
            GraphStageLogic logic, Outlet<T> outlet, IEnumerator<T> enumerator, IOutHandler previous, Action andThen)
            : base(logic, outlet.Id, previous, andThen)
        {
            _outlet = outlet;
            _enumerator = enumerator;
        }

        public override void OnPull()
        {
            Logic.Push(_outlet, _enumerator.Current);
            if (!_enumerator.MoveNext())
            {
                FollowUp();
            }
        }
    }

    private sealed class Reading<T> : InHandler
    {
        private readonly GraphStageLogic _logic;
        private readonly Inlet<T> _inlet;
        private readonly Action<T> _andThen;
        private readonly Action _onClose;

        public Reading(
            GraphStageLogic logic, Inlet<T> inlet, IInHandler previous, Action<T> andThen, Action onClose)
        {
            _logic = logic;
            _inlet = inlet;
            Previous = previous;
            _andThen = andThen;
            _onClose = onClose;
        }

        public IInHandler Previous { get; }

        public override void OnPush()
        {
            var element = _logic.Grab(_inlet);
            _logic.SetHandler(_inlet, Previous);
            _andThen(element);
        }

        public override void OnUpstreamFinish()
        {
            _logic.SetHandler(_inlet, Previous);
            _onClose();
            Previous.OnUpstreamFinish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _logic.SetHandler(_inlet, Previous);
            Previous.OnUpstreamFailure(e);
        }
    }
}

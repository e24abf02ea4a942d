using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Every intermediate result of a fold, beginning with the zero.</summary>
internal sealed class Scan<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> fold) : LinearStage<TIn, TOut>("scan")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, zero, fold, inheritedAttributes);

    private sealed class Logic : LinearLogic<TIn, TOut>
    {
        private readonly TOut _zero;
        private readonly Func<TOut, TIn, TOut> _fold;
        private TOut _aggregate;
        private bool _zeroIsOut;
        private Exception? _failure;

        public Logic(Scan<TIn, TOut> stage, TOut zero, Func<TOut, TIn, TOut> fold, Attributes attributes)
            : base(stage, attributes)
        {
            _aggregate = _zero = zero;
            _fold = fold;
        }

        public override void OnPull()
        {
            if (_zeroIsOut)
            {
                Pull(Inlet);
                return;
            }

            _zeroIsOut = true;
            Push(Outlet, _zero);
            if (_failure is not null)
            {
                FailStage(_failure);
            }
            else if (IsClosed(Inlet))
            {
                CompleteStage();
            }
        }

        public override void OnPush()
        {
            try
            {
                _aggregate = _fold(_aggregate, Grab(Inlet));
                Push(Outlet, _aggregate);
            }
            catch (Exception e)
            {
                // After a restart the zero is out in place of the element, and nothing is to be pulled.
                if (Survives(e) && IsAvailable(Outlet))
                {
                    Pull(Inlet);
                }
            }
        }

        // The zero is always emitted, even when upstream is already over.
        public override void OnUpstreamFinish()
        {
            if (_zeroIsOut)
            {
                CompleteStage();
            }
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (_zeroIsOut)
            {
                FailStage(e);
            }
            else
            {
                _failure = e;
            }
        }

        protected override void OnRestart()
        {
            _aggregate = _zero;
            Push(Outlet, _zero);
        }
    }
}

/// <summary>The result of a fold, when upstream completes.</summary>
internal sealed class Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> fold)
    : LinearStage<TIn, TOut>("aggregate")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, zero, fold, inheritedAttributes);

    private sealed class Logic : LinearLogic<TIn, TOut>
    {
        private readonly TOut _zero;
        private readonly Func<TOut, TIn, TOut> _fold;
        private TOut _aggregate;

        public Logic(Aggregate<TIn, TOut> stage, TOut zero, Func<TOut, TIn, TOut> fold, Attributes attributes)
            : base(stage, attributes)
        {
            _aggregate = _zero = zero;
            _fold = fold;
        }

        public override void OnPush()
        {
            try
            {
                _aggregate = _fold(_aggregate, Grab(Inlet));
            }
            catch (Exception e)
            {
                if (!Survives(e))
                {
                    return;
                }
            }

            Pull(Inlet);
        }

        public override void OnPull()
        {
            if (IsClosed(Inlet))
            {
                Finish();
            }
            else
            {
                Pull(Inlet);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (IsAvailable(Outlet))
            {
                Finish();
            }
        }

        protected override void OnRestart() => _aggregate = _zero;

        private void Finish()
        {
            Push(Outlet, _aggregate);
            CompleteStage();
        }
    }
}

/// <summary>Lists of n elements; the last may be shorter.</summary>
internal sealed class Grouped<T>(int count) : LinearStage<T, IEnumerable<T>>("grouped")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, count, inheritedAttributes);

    private sealed class Logic(Grouped<T> stage, int count, Attributes attributes)
        : LinearLogic<T, IEnumerable<T>>(stage, attributes)
    {
        private List<T> _group = new(Math.Min(count, 1024));

        public override void OnPush()
        {
            _group.Add(Grab(Inlet));
            if (_group.Count < count)
            {
                Pull(Inlet);
                return;
            }

            var full = _group;
            _group = new List<T>(Math.Min(count, 1024));
            Push(Outlet, full);
        }

        // A partial group exists only while the outlet waits for it.
        public override void OnUpstreamFinish()
        {
            if (_group.Count > 0)
            {
                Push(Outlet, _group);
            }

            CompleteStage();
        }
    }
}

/// <summary>Lists of up to n elements, at the latest every interval; never empty.</summary>
internal sealed class GroupedWithin<T>(int count, TimeSpan interval)
    : LinearStage<T, IEnumerable<T>>("groupedWithin")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, count, interval);

    private sealed class Logic : TimerGraphStageLogic, IInHandler, IOutHandler
    {
        private const string Tick = "groupedWithin";
        private readonly GroupedWithin<T> _stage;
        private readonly int _count;
        private readonly TimeSpan _interval;
        private List<T> _group = [];
        private IDirectSource<T>? _source;
        private bool _isDue;

        public Logic(GroupedWithin<T> stage, int count, TimeSpan interval)
            : base(stage.Shape)
        {
            _stage = stage;
            _count = count;
            _interval = interval;
            SetHandler(stage.In, this);
            SetHandler(stage.Out, this);
        }

        public override void PreStart()
        {
            _source = In[0].OutOwner as IDirectSource<T>;
            ScheduleRepeatedly(Tick, _interval);
            Pull(_stage.In);
        }

        public void OnPush()
        {
            _group.Add(Grab(_stage.In));
            if (_source is not null)
            {
                FillFrom(_source);
            }

            if (_group.Count == _count)
            {
                ScheduleRepeatedly(Tick, _interval);
                _isDue = true;
            }

            EmitIfDue();
        }

        public void OnPull() => EmitIfDue();

        public void OnUpstreamFinish()
        {
            if (_group.Count == 0)
            {
                CompleteStage();
            }
            else
            {
                _isDue = true;
                EmitIfDue();
            }
        }

        public void OnUpstreamFailure(Exception e) => FailStage(e);

        public void OnDownstreamFinish(Exception cause) => CancelStage(cause);

        protected override void OnTimer(object timerKey)
        {
            _isDue = _group.Count > 0;
            EmitIfDue();
        }

        // A source that has its elements ready gives them at once, as many as the turn allows.
        private void FillFrom(IDirectSource<T> source)
        {
            var interpreter = Interpreter;
            while (_group.Count < _count && interpreter.TrySpend() && source.TryTake(out var element))
            {
                _group.Add(element);
            }

            interpreter.AfterStageHasRun(In[0].OutOwner);
        }

        private void EmitIfDue()
        {
            if (_isDue && IsAvailable(_stage.Out))
            {
                _isDue = false;
                var group = _group;
                _group = new List<T>(group.Count);
                Push(_stage.Out, group);
                if (IsClosed(_stage.In))
                {
                    CompleteStage();
                    return;
                }
            }

            // A full group that nobody wants yet holds upstream back.
            if (_group.Count < _count && !IsClosed(_stage.In) && !HasBeenPulled(_stage.In))
            {
                Pull(_stage.In);
            }
        }
    }
}

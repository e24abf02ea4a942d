using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>All elements folded into one, beginning with the first.</summary>
internal sealed class Sum<T>(Func<T, T, T> reduce) : LinearStage<T, T>("sum")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, reduce, inheritedAttributes);

    private sealed class Logic(Sum<T> stage, Func<T, T, T> reduce, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        private Option<T> _sum;

        public override void OnPush()
        {
            var element = Grab(Inlet);
            try
            {
                _sum = Option<T>.Create(_sum.HasValue ? reduce(_sum.Value, element) : element);
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

        // The result may still have to wait for demand.
        public override void OnPull()
        {
            if (IsClosed(Inlet))
            {
                Push(Outlet, _sum.Value);
                CompleteStage();
            }
            else
            {
                Pull(Inlet);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_sum.HasValue)
            {
                FailStage(new NoSuchElementException("sum over empty stream"));
            }
            else if (IsAvailable(Outlet))
            {
                Push(Outlet, _sum.Value);
                CompleteStage();
            }
        }

        protected override void OnRestart() => _sum = default;
    }
}

/// <summary>Fails when the elements together cost too much.</summary>
internal sealed class LimitWeighted<T>(long max, Func<T, long> costFunc) : LinearStage<T, T>("limitWeighted")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, max, costFunc, inheritedAttributes);

    private sealed class Logic(LimitWeighted<T> stage, long max, Func<T, long> costFunc, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        private long _spent;

        public override void OnPush()
        {
            var element = Grab(Inlet);
            try
            {
                _spent += costFunc(element);
            }
            catch (Exception e)
            {
                SkipOrFail(e);
                return;
            }

            if (_spent <= max)
            {
                Push(Outlet, element);
            }
            else
            {
                FailStage(new StreamLimitReachedException(max));
            }
        }

        protected override void OnRestart() => _spent = 0;
    }
}

/// <summary>Each element with its number.</summary>
internal sealed class ZipWithIndex<T>() : LinearStage<T, (T, long)>("zipWithIndex")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(ZipWithIndex<T> stage, Attributes attributes)
        : LinearLogic<T, (T, long)>(stage, attributes)
    {
        private long _next;

        public override void OnPush() => Push(Outlet, (Grab(Inlet), _next++));
    }
}

/// <summary>Overlapping or spaced windows of elements.</summary>
internal sealed class Sliding<T>(int n, int step) : LinearStage<T, IEnumerable<T>>("sliding")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, n, step, inheritedAttributes);

    private sealed class Logic(Sliding<T> stage, int n, int step, Attributes attributes)
        : LinearLogic<T, IEnumerable<T>>(stage, attributes)
    {
        private readonly Queue<T> _window = new(Math.Min(n, 64));
        private int _toSkip;
        private bool _hasUnseen;

        public override void OnPush()
        {
            var element = Grab(Inlet);
            if (_toSkip > 0)
            {
                _toSkip--;
                Pull(Inlet);
                return;
            }

            _window.Enqueue(element);
            _hasUnseen = true;
            if (_window.Count < n)
            {
                Pull(Inlet);
                return;
            }

            Push(Outlet, _window.ToArray());
            Advance();
        }

        // Downstream may have to be waited for with the last, shorter window.
        public override void OnPull()
        {
            if (IsClosed(Inlet))
            {
                EmitLast();
            }
            else
            {
                Pull(Inlet);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasUnseen)
            {
                CompleteStage();
            }
            else if (IsAvailable(Outlet))
            {
                EmitLast();
            }
        }

        private void Advance()
        {
            _hasUnseen = false;
            for (var i = 0; i < step && _window.Count > 0; i++)
            {
                _window.Dequeue();
            }

            _toSkip = Math.Max(step - n, 0);
        }

        private void EmitLast()
        {
            Push(Outlet, _window.ToArray());
            CompleteStage();
        }
    }
}

/// <summary>Further elements before, between and after the ones that come.</summary>
internal sealed class Intersperse<T>(Option<T> start, T inject, Option<T> end) : LinearStage<T, T>("intersperse")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, start, inject, end, inheritedAttributes);

    private sealed class Logic(
        Intersperse<T> stage, Option<T> start, T inject, Option<T> end, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        private bool _isFirst = true;

        public override void OnPush()
        {
            if (!_isFirst)
            {
                Emit(Outlet, inject);
            }
            else
            {
                Begin();
            }

            Emit(Outlet, Grab(Inlet));
        }

        public override void OnUpstreamFinish()
        {
            if (_isFirst)
            {
                Begin();
            }

            if (end.HasValue)
            {
                Emit(Outlet, end.Value);
            }

            CompleteStage();
        }

        private void Begin()
        {
            _isFirst = false;
            if (start.HasValue)
            {
                Emit(Outlet, start.Value);
            }
        }
    }
}

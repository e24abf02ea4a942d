using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>One element out for each element in.</summary>
internal sealed class Select<TIn, TOut>(Func<TIn, TOut> mapper) : LinearStage<TIn, TOut>("select")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, mapper, inheritedAttributes);

    private sealed class Logic(Select<TIn, TOut> stage, Func<TIn, TOut> mapper, Attributes attributes)
        : StepLogic<TIn, TOut>(stage, attributes)
    {
        protected override Step<TIn> Bind(Step<TOut> next) => new Link(mapper, next);
    }

    private sealed class Link(Func<TIn, TOut> mapper, Step<TOut> next) : Step<TIn>
    {
        public override bool Run(TIn element) => next.Run(Elements.Require(mapper(element)));
    }
}

/// <summary>Only the elements that satisfy a condition.</summary>
internal sealed class Where<T>(Predicate<T> predicate) : LinearStage<T, T>("where")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, predicate, inheritedAttributes);

    private sealed class Logic(Where<T> stage, Predicate<T> predicate, Attributes attributes)
        : StepLogic<T, T>(stage, attributes)
    {
        protected override Step<T> Bind(Step<T> next) => new Link(predicate, next);
    }

    private sealed class Link(Predicate<T> predicate, Step<T> next) : Step<T>
    {
        public override bool Run(T element) => predicate(element) && next.Run(element);
    }
}

/// <summary>Maps the elements for which the function is defined, drops the others.</summary>
internal sealed class Collect<TIn, TOut>(Func<TIn, bool> isDefined, Func<TIn, TOut> collector)
    : LinearStage<TIn, TOut>("collect")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, isDefined, collector, inheritedAttributes);

    private sealed class Logic(
        Collect<TIn, TOut> stage, Func<TIn, bool> isDefined, Func<TIn, TOut> collector, Attributes attributes)
        : StepLogic<TIn, TOut>(stage, attributes)
    {
        protected override Step<TIn> Bind(Step<TOut> next) => new Link(isDefined, collector, next);
    }

    private sealed class Link(Func<TIn, bool> isDefined, Func<TIn, TOut> collector, Step<TOut> next) : Step<TIn>
    {
        public override bool Run(TIn element) =>
            isDefined(element) && next.Run(Elements.Require(collector(element)));
    }
}

/// <summary>Any number of elements out for each element in.</summary>
internal sealed class StatefulSelectMany<TIn, TOut>(Func<Func<TIn, IEnumerable<TOut>>> factory)
    : LinearStage<TIn, TOut>("selectMany")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, factory, inheritedAttributes);

    private sealed class Logic : LinearLogic<TIn, TOut>
    {
        private readonly Func<Func<TIn, IEnumerable<TOut>>> _factory;
        private Func<TIn, IEnumerable<TOut>> _function;

        // Stands on the element to push next; null when there is none.
        private IEnumerator<TOut>? _current;

        public Logic(
            StatefulSelectMany<TIn, TOut> stage, Func<Func<TIn, IEnumerable<TOut>>> factory, Attributes attributes)
            : base(stage, attributes)
        {
            _factory = factory;
            _function = factory();
        }

        public override void OnPush()
        {
            try
            {
                _current = _function(Grab(Inlet)).GetEnumerator();
                Advance();
                PushOrPull();
            }
            catch (Exception e)
            {
                Recover(e);
            }
        }

        public override void OnPull()
        {
            try
            {
                PushOrPull();
            }
            catch (Exception e)
            {
                Recover(e);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_current is null)
            {
                CompleteStage();
            }
        }

        public override void PostStop() => Drop();

        protected override void OnRestart() => _function = _factory();

        private void PushOrPull()
        {
            if (_current is not null)
            {
                if (!IsAvailable(Outlet))
                {
                    return;
                }

                Push(Outlet, _current.Current);
                Advance();
                if (_current is null && IsClosed(Inlet))
                {
                    CompleteStage();
                }
            }
            else if (IsClosed(Inlet))
            {
                CompleteStage();
            }
            else
            {
                PullIfNeeded();
            }
        }

        private void Advance()
        {
            if (_current is not null && !_current.MoveNext())
            {
                Drop();
            }
        }

        private void Drop()
        {
            _current?.Dispose();
            _current = null;
        }

        private void Recover(Exception e)
        {
            _current = null;
            if (!Survives(e))
            {
                return;
            }

            if (IsClosed(Inlet))
            {
                CompleteStage();
            }
            else if (IsAvailable(Outlet))
            {
                PullIfNeeded();
            }
        }
    }
}

/// <summary>Another error in place of the one that came.</summary>
internal sealed class SelectError<T>(Func<Exception, Exception> selector) : LinearStage<T, T>("selectError")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, selector, inheritedAttributes);

    private sealed class Logic(SelectError<T> stage, Func<Exception, Exception> selector, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        public override void OnPush() => Push(Outlet, Grab(Inlet));

        public override void OnUpstreamFailure(Exception e) => base.OnUpstreamFailure(selector(e));
    }
}

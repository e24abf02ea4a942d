using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The first n elements.</summary>
internal sealed class Take<T>(long count) : LinearStage<T, T>("take")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, count, inheritedAttributes);

    private sealed class Logic(Take<T> stage, long left, Attributes attributes) : LinearLogic<T, T>(stage, attributes)
    {
        private long _left = left;

        public override void PreStart()
        {
            if (_left <= 0)
            {
                CompleteStage();
            }
        }

        public override void OnPush()
        {
            _left--;
            Push(Outlet, Grab(Inlet));
            if (_left <= 0)
            {
                CompleteStage();
            }
        }
    }
}

/// <summary>The elements before the first that breaks the condition; that one too when inclusive.</summary>
internal sealed class TakeWhile<T>(Predicate<T> predicate, bool inclusive) : LinearStage<T, T>("takeWhile")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, predicate, inclusive, inheritedAttributes);

    private sealed class Logic(TakeWhile<T> stage, Predicate<T> predicate, bool inclusive, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        public override void OnPush()
        {
            try
            {
                var element = Grab(Inlet);
                var holds = predicate(element);
                if (holds || inclusive)
                {
                    Push(Outlet, element);
                }

                if (!holds)
                {
                    CompleteStage();
                }
            }
            catch (Exception e)
            {
                SkipOrFail(e);
            }
        }
    }
}

/// <summary>All but the first n elements.</summary>
internal sealed class Skip<T>(long count) : LinearStage<T, T>("skip")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, count, inheritedAttributes);

    private sealed class Logic(Skip<T> stage, long left, Attributes attributes) : LinearLogic<T, T>(stage, attributes)
    {
        private long _left = left;

        public override void OnPush()
        {
            if (_left > 0)
            {
                _left--;
                Pull(Inlet);
            }
            else
            {
                Push(Outlet, Grab(Inlet));
            }
        }
    }
}

/// <summary>All elements from the first that breaks the condition on.</summary>
internal sealed class SkipWhile<T>(Predicate<T> predicate) : LinearStage<T, T>("skipWhile")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, predicate, inheritedAttributes);

    private sealed class Logic(SkipWhile<T> stage, Predicate<T> predicate, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        private bool _passing;

        public override void OnPush()
        {
            try
            {
                var element = Grab(Inlet);
                if (_passing || !predicate(element))
                {
                    _passing = true;
                    Push(Outlet, element);
                }
                else
                {
                    Pull(Inlet);
                }
            }
            catch (Exception e)
            {
                SkipOrFail(e);
            }
        }
    }
}

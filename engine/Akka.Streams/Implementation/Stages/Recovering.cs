using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>One last element in place of a failure.</summary>
internal sealed class Recover<T>(Func<Exception, Option<T>> function) : LinearStage<T, T>("recover")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, function, inheritedAttributes);

    private sealed class Logic(Recover<T> stage, Func<Exception, Option<T>> function, Attributes attributes)
        : LinearLogic<T, T>(stage, attributes)
    {
        private bool _isRecovered;
        private T _last = default!;

        public override void OnPush() => Push(Outlet, Grab(Inlet));

        public override void OnPull()
        {
            if (_isRecovered)
            {
                Finish();
            }
            else
            {
                Pull(Inlet);
            }
        }

        public override void OnUpstreamFailure(Exception e)
        {
            var recovered = function(e);
            if (!recovered.HasValue)
            {
                FailStage(e);
                return;
            }

            _isRecovered = true;
            _last = recovered.Value;
            if (IsAvailable(Outlet))
            {
                Finish();
            }
        }

        private void Finish()
        {
            Push(Outlet, _last);
            CompleteStage();
        }
    }
}

/// <summary>Another source in place of a failure, up to a number of times; a negative number is no limit.</summary>
internal sealed class RecoverWith<T, TMat>(
    Func<Exception, IGraph<SourceShape<T>, TMat>?> function, int attempts) : LinearStage<T, T>("recoverWithRetries")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, function, attempts, inheritedAttributes);

    private sealed class Logic(
        RecoverWith<T, TMat> stage,
        Func<Exception, IGraph<SourceShape<T>, TMat>?> function,
        int attempts,
        Attributes attributes) : LinearLogic<T, T>(stage, attributes)
    {
        private int _attempt;

        public override void OnPush() => Push(Outlet, Grab(Inlet));

        public override void OnUpstreamFailure(Exception e) => TryNext(e);

        private void TryNext(Exception e)
        {
            var next = attempts < 0 || _attempt < attempts ? function(e) : null;
            if (next is null)
            {
                FailStage(e);
            }
            else
            {
                _attempt++;
                SwitchTo(next);
            }
        }

        private void SwitchTo(IGraph<SourceShape<T>, TMat> source)
        {
            var input = CreateSubSinkInlet<T>("RecoverWithSink");
            input.SetHandler(new LambdaInHandler(
                () => Push(Outlet, input.Grab()),
                CompleteStage,
                TryNext));
            SetHandler(Outlet, () => input.Pull(), cause =>
            {
                input.Cancel(cause);
                CancelStage(cause);
            });
            Source.FromGraph(source).RunWith(input.Sink, SubFusingMaterializer);
            if (IsAvailable(Outlet))
            {
                input.Pull();
            }
        }
    }
}

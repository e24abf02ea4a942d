using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Gives a subscriber what it asks for.</summary>
internal sealed class SubscriberSink<T>(ISubscriber<T> subscriber) : SinkStage<T, NotUsed>("subscriberSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new LogicAndMaterializedValue<NotUsed>(
            new SubscriberSinkLogic<T>(Shape, subscriber), NotUsed.Instance);
}

/// <summary>The subscription of one subscriber, which any thread may use, and the stage that serves it.</summary>
internal sealed class SubscriberSinkLogic<T> : InGraphStageLogic, ISubscription
{
    private readonly Inlet<T> _in;
    private readonly ISubscriber<T> _subscriber;
    private readonly Action<long> _request;
    private readonly Action _cancel;
    private long _demand;
    private bool _isOver;

    public SubscriberSinkLogic(SinkShape<T> shape, ISubscriber<T> subscriber)
        : base(shape)
    {
        _in = shape.Inlet;
        _subscriber = subscriber;
        _request = GetAsyncCallback<long>(OnRequest);
        _cancel = GetAsyncCallback(OnCancel);
        SetHandler(_in, this);
    }

    public void Request(long n) => _request(n);

    public void Cancel() => _cancel();

    public override void PreStart() => _subscriber.OnSubscribe(this);

    public override void OnPush()
    {
        _demand -= _demand == long.MaxValue ? 0 : 1;
        _subscriber.OnNext(Grab(_in));
        PullIfWanted();
    }

    public override void OnUpstreamFinish()
    {
        _isOver = true;
        _subscriber.OnComplete();
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _isOver = true;
        _subscriber.OnError(e);
        FailStage(e);
    }

    public override void PostStop()
    {
        if (!_isOver)
        {
            _subscriber.OnError(new AbruptStageTerminationException(this));
        }
    }

    private void OnRequest(long n)
    {
        if (n <= 0)
        {
            _isOver = true;
            var problem = Demand.NotPositive(n);
            _subscriber.OnError(problem);
            Cancel(_in, problem);
            return;
        }

        _demand = Demand.Plus(_demand, n);
        PullIfWanted();
    }

    private void OnCancel()
    {
        _isOver = true;
        Cancel(_in);
    }

    private void PullIfWanted()
    {
        if (_demand > 0 && !IsClosed(_in) && !HasBeenPulled(_in))
        {
            Pull(_in);
        }
    }
}

/// <summary>What subscribers ask for; the largest number means without end.</summary>
internal static class Demand
{
    public static long Plus(long demand, long n) => n > long.MaxValue - demand ? long.MaxValue : demand + n;

    public static ArgumentException NotPositive(long n) =>
        new($"The number of requested elements must be > 0 (reactive streams, rule 3.9), was {n}", nameof(n));
}

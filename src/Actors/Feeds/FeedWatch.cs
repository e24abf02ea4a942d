using System.Threading.Channels;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Domain.Feeds;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Feeds;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// The health of one live connection: notices silent topics and gaps of books, asks the feed to subscribe to them
/// again, counts and publishes it. What it cannot mend it says, and the connection is made anew.
/// </summary>
/// <remarks>Not thread-safe: the feed's actor owns it, one a connection.</remarks>
internal sealed class FeedWatch
{
    // More than a feed has topics in trouble at once; beyond it a topic is asked for at the next look.
    private const int ResubscriptionsMax = 1024;

    private readonly IMarketFeed _feed;
    private readonly IActorRef _mediator;
    private readonly ILoggingAdapter _log;
    private readonly TopicWatch _topics;
    private readonly BookResync _books = new();
    private readonly Channel<string> _resubscriptions = Channel.CreateBounded<string>(
        new BoundedChannelOptions(ResubscriptionsMax) { SingleReader = true, SingleWriter = true });

    private readonly KeyValuePair<string, object?> _label;
    private bool _isConnected;

    public FeedWatch(FeedSetup setup, IActorRef mediator, ILoggingAdapter log, TimeSpan now)
    {
        _feed = setup.Feed;
        _mediator = mediator;
        _log = log;
        _label = new KeyValuePair<string, object?>("feed", _feed.Name);
        _topics = new TopicWatch(
            _feed.TopicsFor(setup.Coins)
                .Select(topic => (Topic: topic, SilenceMax: _feed.SilenceMaxOf(topic)))
                .Where(topic => topic.SilenceMax is not null)
                .Select(topic => (topic.Topic, topic.SilenceMax!.Value)),
            now);
    }

    /// <summary>Topics that the feed is to subscribe to again.</summary>
    public ChannelReader<string> Resubscriptions => _resubscriptions.Reader;

    /// <summary>How often to look; null when silence is no sign of anything.</summary>
    public TimeSpan? LookEvery => _topics.Count == 0 ? null : _topics.LookEvery;

    /// <summary>Takes note of what came; returns true when the connection carries data for the first time.</summary>
    /// <exception cref="FeedException">A book gets no snapshot: the connection is of no use.</exception>
    public bool Heard(DeliveredBatch delivered, TimeSpan now)
    {
        foreach (var tally in delivered.Batch.Topics)
        {
            var topic = tally.Topic;
            if (_topics.Heard(topic, now) is { } silence)
            {
                _log.Info("[{0}] {1} is back after {2}.", _feed.Name, topic, silence);
                Publish(new FeedHealth.TopicBack(_feed.Name, topic, silence));
                NodeMetrics.TopicsSilent.Record(_topics.Silent, _label);
            }

            if (delivered.BookGaps.IsEmpty || !delivered.BookGaps.Any(gap => gap.Topic == topic))
            {
                _books.Settled(topic);
            }
        }

        foreach (var (topic, coin) in delivered.BookGaps)
        {
            Mend(topic, coin, now);
        }

        var isFirst = !_isConnected && delivered.Batch.Topics.Count > 0;
        if (isFirst)
        {
            _isConnected = true;
            Publish(new FeedHealth.Connected(_feed.Name));
        }

        return isFirst;
    }

    /// <summary>Looks for silent topics.</summary>
    /// <exception cref="FeedException">Too many are silent: the connection is of no use.</exception>
    public void Look(TimeSpan now)
    {
        var silent = _topics.Look(now);
        foreach (var topic in silent)
        {
            var isAsked = TryResubscribe(topic.Topic);
            _log.Warning(
                "[{0}] {1} is silent for {2}{3}.",
                _feed.Name,
                topic.Topic,
                topic.Silence,
                isAsked ? ", subscribing again" : "");
            NodeMetrics.TopicSilences.Add(topic.Asked == 1 ? 1 : 0, _label);
            Publish(new FeedHealth.TopicSilent(_feed.Name, topic.Topic, topic.Silence, isAsked));
        }

        if (silent.Count > 0)
        {
            NodeMetrics.TopicsSilent.Record(_topics.Silent, _label);
        }

        if (_topics.IsDead)
        {
            throw new FeedException(
                $"{_feed.Name}: {_topics.Silent} of {_topics.Count} topics stay silent on a live connection.");
        }
    }

    /// <summary>The venue does not have a topic, and the connection goes on without it.</summary>
    public void Refused(TopicRefusal refusal)
    {
        _topics.Drop(refusal.Topic);
        _books.Settled(refusal.Topic);
        _log.Warning(
            "[{0}] the venue refuses {1}: {2}. Going on without it.", _feed.Name, refusal.Topic, refusal.Reason);
        NodeMetrics.TopicsRefused.Add(1, _label);
        NodeMetrics.TopicsSilent.Record(_topics.Silent, _label);
        Publish(new FeedHealth.TopicRefused(_feed.Name, refusal.Topic, refusal.Reason));
    }

    /// <summary>The connection is gone.</summary>
    public void Lost(string reason)
    {
        NodeMetrics.TopicsSilent.Record(0, _label);
        Publish(new FeedHealth.Lost(_feed.Name, reason));
    }

    private void Mend(string topic, InstrumentId coin, TimeSpan now)
    {
        switch (_books.Missed(topic, now))
        {
            case BookResync.Step.Wait:
                break;
            case BookResync.Step.Ask:
                NodeMetrics.BookGaps.Add(1, _label);
                _log.Warning("[{0}] {1} missed an update, subscribing again.", _feed.Name, topic);
                Publish(new FeedHealth.BookGapFound(_feed.Name, topic, coin));
                TryResubscribe(topic);
                break;
            case BookResync.Step.AskAgain:
                TryResubscribe(topic);
                break;
            case BookResync.Step.GiveUp:
                throw new FeedException($"{_feed.Name}: {topic} missed an update and no snapshot comes.");
            default:
                throw new InvalidOperationException("Unknown step.");
        }
    }

    private bool TryResubscribe(string topic)
    {
        var isAsked = _feed.CanResubscribe && _resubscriptions.Writer.TryWrite(topic);
        NodeMetrics.Resubscriptions.Add(isAsked ? 1 : 0, _label);
        return isAsked;
    }

    private void Publish(object fact) => _mediator.Tell(new Publish(Topics.Feeds, fact));
}

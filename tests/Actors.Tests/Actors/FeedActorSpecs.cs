using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Feeds;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class FeedActorSpecs : ActorKit
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void Malformed_and_unknown_frames_are_told_and_counted_and_kill_nothing()
    {
        var feed = new ScriptedFeed("data bad unknown data bad end");
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Follow(feed);
        FishForMessage(m => m is Warning w && $"{w.Message}".Contains("broken JSON", StringComparison.Ordinal));
        var progress = ExpectEnd();
        Assert.Equal(new TopicCount(2, 0), progress.Topics["data"]);
        Assert.Single(feed.Requests);
        Clock.FishForMessage(m => m is ClockMessages.FeedEnded { Feed: "scripted" });
    }

    [Fact]
    public void A_closed_connection_is_made_again_and_goes_on_behind_its_cursor()
    {
        var feed = new ScriptedFeed("data data data", "fail", "data end");
        Follow(feed);
        Assert.Equal(4, ExpectEnd().Topics["data"].Consumed);
        var cursors = feed.Requests.Select(r => r.Cursor.GetValueOrDefault("data", TopicCount.Zero).Total);
        Assert.Equal([0L, 3L, 3L], cursors);
    }

    [Fact]
    public void A_new_process_goes_on_behind_the_journalled_cursor()
    {
        var first = new ScriptedFeed("data data end");
        Follow(first);
        ExpectEnd();
        var second = new ScriptedFeed("data end");
        Follow(second);
        Assert.Equal(3, ExpectEnd().Topics["data"].Consumed);
        Assert.Equal(2, second.Requests.Single().Cursor["data"].Consumed);
    }

    [Fact]
    public void Silence_is_taken_for_a_dead_connection()
    {
        var feed = new ScriptedFeed("data hang", "data end");
        Follow(feed, silenceMax: TimeSpan.FromMilliseconds(300));
        Assert.Equal(2, ExpectEnd().Topics["data"].Consumed);
        Assert.Equal(2, feed.Requests.Count);
    }

    [Fact]
    public void A_hole_in_a_book_makes_the_connection_anew()
    {
        var feed = new ScriptedFeed("data hang", "data end");
        Follow(feed, bookGap: true);
        Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        Coins.ExpectMsg<CoinCommands.ApplyBatch>();
        ExpectEnd();
        Assert.Equal(2, feed.Requests.Count);
    }

    [Fact]
    public void A_hole_in_a_book_is_mended_on_the_living_connection_where_the_feed_can()
    {
        var feed = new ScriptedFeed("book asked book end") { CanResubscribe = true };
        Follow(feed, bookGap: true);
        var health = ExpectHealth(until: m => m is FeedHealth.Connected);
        Assert.Equal(new FeedHealth.BookGapFound("scripted", "book", Given.Btc), health[0]);
        Assert.Equal(2, ExpectEnd().Topics["book"].Consumed);
        Assert.Equal(["book"], feed.Resubscribed);
        Assert.Single(feed.Requests);
    }

    [Fact]
    public void A_silent_topic_is_told_and_subscribed_to_again()
    {
        // Both topics are silent at first; then one comes back, and the other one is asked for alone.
        var feed = new ScriptedFeed("asked asked data ticker hang")
        {
            SilenceMax = TimeSpan.FromMilliseconds(400), CanResubscribe = true,
        };
        Follow(feed);
        var health = ExpectHealth(until: m => m is FeedHealth.TopicBack { Topic: "ticker" });
        Assert.Equal(["data", "ticker"], feed.Resubscribed.Order());
        Assert.Equal(2, health.OfType<FeedHealth.TopicSilent>().Count(silent => silent.IsAskedAgain));
        Assert.Equal(["data", "ticker"], health.OfType<FeedHealth.TopicBack>().Select(back => back.Topic).Order());
        Assert.All(health.OfType<FeedHealth.TopicBack>(), back => Assert.True(back.Silence >= feed.SilenceMax));
        Assert.Single(feed.Requests);
    }

    [Fact]
    public void A_topic_that_the_venue_refuses_is_told_and_not_waited_for()
    {
        // Both may be silent for a while; were the refused one still waited for, it would be asked for as well.
        var feed = new ScriptedFeed("refused data asked data end")
        {
            SilenceMax = TimeSpan.FromMilliseconds(300), CanResubscribe = true,
        };
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Follow(feed);
        FishForMessage(
            m => m is Warning w && $"{w.Message}".Contains("refuses ticker: no such", StringComparison.Ordinal));
        var health = ExpectHealth(until: m => m is FeedHealth.TopicBack { Topic: "data" });
        Assert.Equal(new FeedHealth.TopicRefused("scripted", "ticker", "no such topic"), health[0]);
        Assert.Equal(2, ExpectEnd().Topics["data"].Consumed);
        Assert.Equal(["data"], feed.Resubscribed);
    }

    [Fact]
    public void A_connection_whose_topics_stay_silent_is_made_anew()
    {
        var feed = new ScriptedFeed("data hang", "data end") { SilenceMax = TimeSpan.FromMilliseconds(100) };
        Follow(feed);
        var lost = Assert.IsType<FeedHealth.Lost>(ExpectHealth(until: m => m is FeedHealth.Lost)[^1]);
        Assert.Equal("scripted: 2 of 2 topics stay silent on a live connection.", lost.Reason);
        Assert.Equal(2, ExpectEnd().Topics["data"].Consumed);
        Assert.Equal(2, feed.Requests.Count);
        Assert.Empty(feed.Resubscribed);
    }

    [Fact]
    public void Every_message_is_either_consumed_or_conflated()
    {
        var feed = new ScriptedFeed(string.Join(' ', Enumerable.Repeat("ticker data", 200)) + " end");
        Follow(feed);
        var topics = ExpectEnd().Topics;
        Assert.Equal(200, topics["ticker"].Total);
        Assert.Equal(new TopicCount(200, 0), topics["data"]);
        var items = Coins
            .ReceiveWhile<CoinCommands.ApplyBatch>(TimeSpan.FromMilliseconds(100), m => (CoinCommands.ApplyBatch)m)
            .Sum(b => b.Items.Length);
        Assert.Equal(200 + topics["ticker"].Consumed, items);
    }

    private List<object> ExpectHealth(Func<object, bool> until)
    {
        var heard = new List<object>();
        do
        {
            var published = Mediator.FishForMessage(m => m is Publish { Topic: Topics.Feeds });
            heard.Add(((Publish)published).Message);
        }
        while (!until(heard[^1]));
        return heard;
    }

    private ClockEvents.FeedProgressed ExpectEnd()
    {
        ClockEvents.FeedProgressed? last = null;
        while (true)
        {
            var message = Mediator.ExpectMsg<Publish>().Message;
            last = message as ClockEvents.FeedProgressed ?? last;
            if (message is ClockEvents.FeedCompleted)
            {
                return last!;
            }
        }
    }

    private void Follow(ScriptedFeed feed, TimeSpan? silenceMax = null, bool bookGap = false)
    {
        var refs = Refs with { Coins = ActorOf(CoinStub.PropsFor(bookGap, Coins)) };
        var setup = new FeedSetup(feed, [Given.Btc], BatchMax: 16, silenceMax ?? Never, CheckpointFrames: 2);
        var nothing = new HistorySetup(_ => AsyncEnumerable.Empty<MarketStep>(), Trades: true, StepsPerSecond: 0);
        ActorOf(FeedsActor.PropsFor(nothing, [setup], refs));
    }
}

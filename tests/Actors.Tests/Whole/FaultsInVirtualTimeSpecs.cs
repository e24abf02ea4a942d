using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;
using Akka.TestKit;
using WhaleStack.Actors.Composition;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Coins;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using Xunit.Abstractions;

namespace WhaleStack.Actors.Tests.Whole;

/// <summary>Hours of faults in a feed, in a time that the test moves.</summary>
public sealed class FaultsInVirtualTimeSpecs(ITestOutputHelper output)
{
    private static readonly InstrumentId Eth = InstrumentId.Parse("bybit:ETHUSDT");
    private static readonly TimeSpan OutageMax = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan BlindMax = TimeSpan.FromMinutes(2);

    private static readonly Config ForTests = ConfigurationFactory.ParseString("""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        akka.persistence.snapshot-store.inmem.class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
        """);

    [Fact]
    public async Task A_feed_always_comes_back_and_no_gap_of_a_book_goes_unnoticed()
    {
        var seed = Environment.GetEnvironmentVariable("WHALE_SEED") is { Length: > 0 } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        var hours = Soak.Count(usual: 1, soak: 24);
        output.WriteLine($"seed {seed}, {hours} hours");
        var venue = new FaultyVenue(seed, Given.Btc, Eth);
        var coins = new ConcurrentDictionary<InstrumentId, CoinState>();
        using var system = ActorSystem.Create("faults", ForTests);
        Follow(system, venue, coins);
        var (worst, blind) = (TimeSpan.Zero, TimeSpan.Zero);
        var memory = 0L;
        for (var second = 1; second <= hours * 3_600; second++)
        {
            await PassSecondAsync(system, venue, coins);
            foreach (var (coin, state) in coins)
            {
                AssertTrue(venue, coin, state);
                worst = Longer(worst, venue.Now - state.Time);
                blind = Longer(blind, state.Time - state.BookKnownAt);
            }

            Assert.True(worst < OutageMax, $"no news for {worst} at {venue.Now:T}, seed {seed}");
            Assert.True(blind < BlindMax, $"prices and no book for {blind} at {venue.Now:T}, seed {seed}");
            memory = second == hours * 600 ? GC.GetTotalMemory(forceFullCollection: true) : memory;
        }

        var grown = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1e6;
        var faults = string.Join(", ", venue.Faults.OrderBy(f => f.Key).Select(f => $"{f.Value} {f.Key}"));
        output.WriteLine($"{venue.Connections} connections; {grown:0.0} MB more; {faults}");
        output.WriteLine($"longest without news {worst}, with prices and without a book {blind}");
        Assert.Equal(2, coins.Count);
        Assert.True(venue.Connections > hours, "connections break");
        Assert.InRange(grown, double.NegativeInfinity, 16.0);
        Soak.Passed("simulated hours of faults in a feed", hours, $"longest without news {worst}");
    }

    private static void Follow(
        ActorSystem system, FaultyVenue venue, ConcurrentDictionary<InstrumentId, CoinState> coins)
    {
        var nobody = system.DeadLetters;
        var owner = system.ActorOf(Props.Create(() => new CoinOwner(coins)));
        var refs = new TradingRefs(nobody, owner, nobody, nobody, nobody, nobody, nobody, nobody, nobody, nobody);
        var setup = new FeedSetup(venue, [Given.Btc, Eth], 256, TimeSpan.FromSeconds(45), 1_000);
        system.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(
                    FeedActor.PropsFor(setup, refs),
                    "feed",
                    TimeSpan.FromSeconds(1),
                    TimeSpan.FromSeconds(60),
                    randomFactor: 0.2,
                    maxNrOfRetries: -1)
                .WithDefaultStoppingStrategy()
                .WithManualReset()));
    }

    /// <summary>
    /// A second goes by at the venue and then in the scheduler; what was sent is waited for, and while nothing is sent
    /// the actors get a moment to notice.
    /// </summary>
    private static async Task PassSecondAsync(
        ActorSystem system, FaultyVenue venue, ConcurrentDictionary<InstrumentId, CoinState> coins)
    {
        venue.Tick();
        ((TestScheduler)system.Scheduler).Advance(TimeSpan.FromSeconds(1));
        var patience = TimeSpan.FromMilliseconds(venue.IsHeard ? 20 : 2);
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < patience;)
        {
            if (coins.Count == 2 && coins.Values.All(state => state.Time == venue.Now))
            {
                return;
            }

            await Task.Yield();
        }
    }

    private static TimeSpan Longer(TimeSpan x, TimeSpan y) => x > y ? x : y;

    /// <summary>A book that is believed to be known is the true one of its time.</summary>
    private static void AssertTrue(FaultyVenue venue, InstrumentId coin, CoinState state)
    {
        if (state.Top is { } top)
        {
            Assert.Equal(venue.TrueBid(coin, top.VenueTime), top.BidQuote);
            Assert.Equal(venue.TrueBid(coin, top.VenueTime) + 1m, top.AskQuote);
        }
    }

    /// <summary>What a coin knows, as its owner last saw it.</summary>
    private sealed record CoinState(BookTop? Top, DateTimeOffset Time, DateTimeOffset BookKnownAt);

    /// <summary>Owns the coins, as their actors do, and shows them.</summary>
    private sealed class CoinOwner : ReceiveActor
    {
        private readonly Dictionary<InstrumentId, Coin> _coins = [];

        private readonly ConcurrentDictionary<InstrumentId, CoinState> _shown;

        public CoinOwner(ConcurrentDictionary<InstrumentId, CoinState> shown)
        {
            _shown = shown;
            Receive<CoinCommands.ApplyBatch>(OnBatch);
        }

        private void OnBatch(CoinCommands.ApplyBatch batch)
        {
            if (!_coins.TryGetValue(batch.Coin, out var coin))
            {
                _coins[batch.Coin] = coin = new Coin(batch.Coin, Given.Options.Coin);
            }

            var outcomes = batch.Items.Select(coin.Apply).ToList();
            var known = coin.Top is not null || !_shown.TryGetValue(batch.Coin, out var before)
                ? coin.LastTime
                : before.BookKnownAt;
            _shown[batch.Coin] = new CoinState(coin.Top, coin.LastTime, known);
            Sender.Tell(new CoinReplies.Accepted(batch.Coin, [], outcomes.Any(outcome => outcome.BookGap)));
        }
    }
}

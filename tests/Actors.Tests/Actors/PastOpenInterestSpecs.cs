using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

/// <summary>The past comes with open interest where the venue has it, and goes on without where it refuses.</summary>
public sealed class PastOpenInterestSpecs : ActorKit
{
    private static readonly InstrumentId Eth = InstrumentId.Parse("binance:ETHUSDT");
    private static readonly InstrumentId Spot = InstrumentId.Parse("bybit-spot:BTCUSDT");

    [Fact]
    public async Task Steps_carry_the_open_interest_of_their_time_and_a_refusal_ends_that_instruments_only()
    {
        var past = new PastOpenInterest(ImmutableDictionary<string, IMarketStatistics>.Empty
            .Add("bybit", new Figures(refusedBehind: 100))
            .Add("binance", new Figures(refusedBehind: 2)));
        var steps = await ReadAsync(past);
        Assert.Equal(4, steps.Count);
        Assert.Equal([2, 2, 1, 1], steps.Select(step => step.OpenInterests.Length));
        Assert.All(steps, step => Assert.Equal(3, step.Candles.Length));
        Assert.All(steps, step => Assert.All(
            step.OpenInterests, told => Assert.Equal(step.Watermark.Time, told.OpenInterest.Time)));
        var refusal = Assert.Single(past.TakeRefusals());
        Assert.Equal((Eth, "no more of it"), (refusal.Key, refusal.Value));
        Assert.Empty(past.TakeRefusals());
    }

    [Fact]
    public async Task An_interval_that_a_venue_does_not_have_is_a_refusal_and_nobody_is_asked_of_spot()
    {
        var past = new PastOpenInterest(
            ImmutableDictionary<string, IMarketStatistics>.Empty.Add("bybit", new Figures(knowsInterval: false)));
        Assert.All(await ReadAsync(past), step => Assert.Empty(step.OpenInterests));
        Assert.Equal(Given.Btc, Assert.Single(past.TakeRefusals()).Key);
        Assert.False(past.IsAskedFor(Spot));
        Assert.All(await ReadAsync(null), step => Assert.Empty(step.OpenInterests));
    }

    [Fact]
    public async Task What_is_refused_is_said_while_the_past_goes_on()
    {
        var past = new PastOpenInterest(
            ImmutableDictionary<string, IMarketStatistics>.Empty.Add("bybit", new Figures(refusedBehind: 0)));
        var steps = await ReadAsync(past);
        var setup = new HistorySetup(_ => steps.ToAsyncEnumerable(), Trades: false, StepsPerSecond: 0)
        {
            OpenInterest = past,
        };
        EventFilter.Warning(contains: "[bybit:BTCUSDT] The past of its open interest is not known").ExpectOne(() =>
        {
            ActorOf(FeedsActor.PropsFor(setup, [], Refs));
            for (var hour = 1; hour <= 4; hour++)
            {
                var step = Clock.ExpectMsg<ClockMessages.RunStep>().Step;
                Clock.Reply(new ClockMessages.StepDone(step.Watermark));
            }
        });
        ExpectPublished<ClockEvents.HistoryCompleted>();
    }

    private static async Task<List<MarketStep>> ReadAsync(PastOpenInterest? past)
    {
        var range = new HistoryRange(
            [Given.Btc, Eth, Spot], TimeSpan.FromHours(1), Make.At(0).Time, Make.At(4).Time, EndsHistory: false);
        return await HistorySteps.ReadAsync(new Candles(), range, past, CancellationToken.None).ToListAsync();
    }

    private sealed class Candles : IMarketHistory
    {
        public Task<IReadOnlyList<Instrument>> GetInstrumentsAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<Instrument>>([]);

        public IAsyncEnumerable<Candle> GetCandlesAsync(
            InstrumentId coin,
            TimeSpan interval,
            DateTimeOffset from,
            DateTimeOffset to,
            CancellationToken cancellation) =>
            Enumerable.Range(0, 4).Select(hour => Make.Candle(hour)).ToAsyncEnumerable();

        public IAsyncEnumerable<FundingRate> GetFundingsAsync(
            InstrumentId coin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
            AsyncEnumerable.Empty<FundingRate>();

        public Task<DateTimeOffset> GetServerTimeAsync(CancellationToken cancellation) =>
            Task.FromResult(Make.At(4).Time);
    }

    /// <summary>Tells open interest of each hour, the first one twice, until it refuses.</summary>
    private sealed class Figures(int refusedBehind = 100, bool knowsInterval = true) : IMarketStatistics
    {
        public IAsyncEnumerable<OpenInterest> GetOpenInterestAsync(
            InstrumentId coin,
            TimeSpan interval,
            DateTimeOffset from,
            DateTimeOffset to,
            CancellationToken cancellation) => knowsInterval
            ? ReadAsync(cancellation)
            : throw new ArgumentException("interval 01:00:00 is none of the venue's.", nameof(interval));

        public Task<ImmutableSortedDictionary<InstrumentId, Ticker>> GetTickersAsync(
            string venue, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<BookUpdate> GetBookAsync(InstrumentId coin, int levelsMax, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<Trade>> GetTradesAsync(
            InstrumentId coin, int tradesMax, CancellationToken cancellation) => throw new NotSupportedException();

        public IAsyncEnumerable<AccountRatio> GetAccountRatiosAsync(
            InstrumentId coin,
            TimeSpan interval,
            DateTimeOffset from,
            DateTimeOffset to,
            CancellationToken cancellation) => throw new NotSupportedException();

        public Task<ImmutableArray<RiskTier>> GetRiskTiersAsync(
            string venue, InstrumentId? coin, CancellationToken cancellation) => throw new NotSupportedException();

        private async IAsyncEnumerable<OpenInterest> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            for (var hour = 1; hour <= 4; hour++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (hour > refusedBehind)
                {
                    throw new VenueException("no more of it", isTransient: false);
                }

                yield return await ValueTask.FromResult(new OpenInterest(Make.At(hour).Time, 1_000m + hour));
                if (hour == 1)
                {
                    yield return new OpenInterest(Make.At(hour).Time, 1m); // Said twice: the first one counts.
                }
            }
        }
    }
}

using WhaleStack.Domain.Feeds;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Feeds;

/// <summary>Several pasts as one.</summary>
public sealed class HistoryOfVenuesSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_instrument_is_asked_for_at_its_own_venue()
    {
        var both = new HistoryOfVenues([("near", new Past("near", Noon)), ("far", new Past("far", Noon.AddHours(1)))]);

        Assert.Equal(["far:A"], await AskedAsync(both, "far:A"));
        Assert.Equal(["near:A"], await AskedAsync(both, "near:A"));
        Assert.Equal(Noon, await both.GetServerTimeAsync(CancellationToken.None));
    }

    [Fact]
    public void An_instrument_of_another_venue_is_refused_with_its_name()
    {
        var one = new HistoryOfVenues([("near", new Past("near", Noon))]);

        var error = Assert.Throws<ArgumentException>(() =>
            one.GetFundingsAsync(InstrumentId.Parse("far:A"), Noon, Noon, CancellationToken.None));

        Assert.Contains("'far:A' is of none of near", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_venue_and_one_named_twice_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new HistoryOfVenues([]));
        var twice = Assert.Throws<ArgumentException>(() =>
            new HistoryOfVenues([("near", new Past("near", Noon)), ("near", new Past("near", Noon))]));
        Assert.Contains("'near' twice", twice.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string>> AskedAsync(HistoryOfVenues both, string coin)
    {
        var asked = new List<string>();
        var fundings = both.GetFundingsAsync(InstrumentId.Parse(coin), Noon, Noon, CancellationToken.None);
        await foreach (var funding in fundings)
        {
            asked.Add($"{Past.VenueOf(funding)}:A");
        }

        return asked;
    }

    private sealed class Past(string venue, DateTimeOffset now) : IMarketHistory
    {
        public static string VenueOf(FundingRate funding) => funding.RateFraction == 0.001m ? "near" : "far";

        public Task<IReadOnlyList<Instrument>> GetInstrumentsAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<Instrument>>([]);

        public IAsyncEnumerable<Candle> GetCandlesAsync(
            InstrumentId coin,
            TimeSpan interval,
            DateTimeOffset from,
            DateTimeOffset to,
            CancellationToken cancellation) => AsyncEnumerable.Empty<Candle>();

        public async IAsyncEnumerable<FundingRate> GetFundingsAsync(
            InstrumentId coin,
            DateTimeOffset from,
            DateTimeOffset to,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            yield return new FundingRate(now, venue == "near" ? 0.001m : 0.002m);
        }

        public Task<DateTimeOffset> GetServerTimeAsync(CancellationToken cancellation) => Task.FromResult(now);
    }
}

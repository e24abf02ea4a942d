using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Feeds;

/// <summary>The past of several venues as that of one: each instrument is asked for at its own. Thread-safe if the
/// venues' own are.</summary>
public sealed class HistoryOfVenues : IMarketHistory
{
    private readonly ImmutableArray<(string Venue, IMarketHistory History)> _venues;

    /// <summary>Makes it.</summary>
    /// <param name="venues">Names of venues as instruments carry them; the clock is that of the first.</param>
    /// <exception cref="ArgumentException">There is none, or one is named twice.</exception>
    public HistoryOfVenues(ImmutableArray<(string Venue, IMarketHistory History)> venues)
    {
        if (venues.IsDefaultOrEmpty)
        {
            throw new ArgumentException("venues is empty.", nameof(venues));
        }

        if (venues.GroupBy(v => v.Venue, StringComparer.Ordinal).FirstOrDefault(v => v.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"venues names '{twice.Key}' twice.", nameof(venues));
        }

        _venues = venues;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Instrument>> GetInstrumentsAsync(CancellationToken cancellation)
    {
        var all = new List<Instrument>();
        foreach (var (_, history) in _venues)
        {
            all.AddRange(await history.GetInstrumentsAsync(cancellation).ConfigureAwait(false));
        }

        return all;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Candle> GetCandlesAsync(
        InstrumentId coin,
        TimeSpan interval,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation) => Of(coin).GetCandlesAsync(coin, interval, from, to, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<FundingRate> GetFundingsAsync(
        InstrumentId coin, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) =>
        Of(coin).GetFundingsAsync(coin, from, to, cancellation);

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetServerTimeAsync(CancellationToken cancellation) =>
        _venues[0].History.GetServerTimeAsync(cancellation);

    private IMarketHistory Of(InstrumentId coin)
    {
        foreach (var (venue, history) in _venues)
        {
            if (venue == coin.Venue)
            {
                return history;
            }
        }

        throw new ArgumentException(
            $"coin '{coin}' is of none of {string.Join(", ", _venues.Select(v => v.Venue))}.", nameof(coin));
    }
}

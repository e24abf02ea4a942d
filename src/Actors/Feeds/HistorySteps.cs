using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Clock;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>Which past to read.</summary>
/// <param name="Coins">Instruments.</param>
/// <param name="Interval">Interval of the candles.</param>
/// <param name="From">First open time.</param>
/// <param name="Until">Open times from here on are not read.</param>
/// <param name="EndsHistory">True when the two flattening steps follow: the live feed does not go on from here.</param>
public sealed record HistoryRange(
    ImmutableArray<InstrumentId> Coins, TimeSpan Interval, DateTimeOffset From, DateTimeOffset Until, bool EndsHistory);

/// <summary>Reads a venue's past, page by page as it is consumed, and makes market steps of it.</summary>
public static class HistorySteps
{
    /// <summary>All steps of the range, in order of time.</summary>
    /// <param name="history">Whom to ask for candles and settlements.</param>
    /// <param name="range">What of.</param>
    /// <param name="openInterest">Whom to ask for open interest; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="VenueException">The venue refused or could not be reached.</exception>
    public static async IAsyncEnumerable<MarketStep> ReadAsync(
        IMarketHistory history,
        HistoryRange range,
        PastOpenInterest? openInterest,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var sequencer = new StepSequencer(
            range.Coins, range.Interval, coin => openInterest?.IsAskedFor(coin) is true);
        var sources = Open(history, range, openInterest, cancellation);
        try
        {
            do
            {
                foreach (var source in sequencer.Hungry)
                {
                    await FeedAsync(sequencer, source, sources[source]).ConfigureAwait(false);
                }

                while (sequencer.TryTake(out var step))
                {
                    yield return step;
                }
            }
            while (sequencer.Hungry.Length > 0);

            foreach (var step in range.EndsHistory ? sequencer.Finish() : [])
            {
                yield return step;
            }
        }
        finally
        {
            foreach (var source in sources.Values)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static Dictionary<StepSource, IAsyncEnumerator<object>> Open(
        IMarketHistory history,
        HistoryRange range,
        PastOpenInterest? openInterest,
        CancellationToken cancellation)
    {
        var sources = new Dictionary<StepSource, IAsyncEnumerator<object>>();
        foreach (var coin in range.Coins)
        {
            var candles = history.GetCandlesAsync(coin, range.Interval, range.From, range.Until, cancellation);
            var fundings = history.GetFundingsAsync(coin, range.From, range.Until, cancellation);
            sources[new StepSource(coin, StepSourceKind.Candles)] = candles.GetAsyncEnumerator(cancellation);
            sources[new StepSource(coin, StepSourceKind.Fundings)] = fundings.GetAsyncEnumerator(cancellation);
            if (openInterest?.IsAskedFor(coin) is true)
            {
                sources[new StepSource(coin, StepSourceKind.OpenInterests)] = openInterest
                    .ReadAsync(coin, range.Interval, range.From, range.Until, cancellation)
                    .GetAsyncEnumerator(cancellation);
            }
        }

        return sources;
    }

    private static async Task FeedAsync(StepSequencer sequencer, StepSource source, IAsyncEnumerator<object> facts)
    {
        if (!await facts.MoveNextAsync().ConfigureAwait(false))
        {
            sequencer.End(source);
            return;
        }

        switch (facts.Current)
        {
            case Candle candle:
                sequencer.Push(new InstrumentCandle(source.Coin, candle));
                break;
            case FundingRate funding:
                sequencer.Push(new InstrumentFunding(source.Coin, funding));
                break;
            case OpenInterest openInterest:
                sequencer.Push(new InstrumentOpenInterest(source.Coin, openInterest));
                break;
            case var other:
                throw new InvalidOperationException($"'{other.GetType().Name}' is no market fact.");
        }
    }
}

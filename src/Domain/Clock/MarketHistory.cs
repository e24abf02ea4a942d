using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Clock;

/// <summary>Runs a <see cref="StepSequencer"/> over sources that can be read one by one.</summary>
public static class MarketHistory
{
    /// <summary>All steps of the sources, then the two that end history.</summary>
    /// <param name="decisionInterval">Length of the pseudo-candle at the end.</param>
    /// <param name="candles">Closed candles by instrument, oldest first.</param>
    /// <param name="fundings">Settlements by instrument, oldest first; an instrument may be missing.</param>
    public static IEnumerable<MarketStep> Steps(
        TimeSpan decisionInterval,
        IReadOnlyDictionary<InstrumentId, IEnumerable<Candle>> candles,
        IReadOnlyDictionary<InstrumentId, IEnumerable<FundingRate>> fundings)
    {
        ArgumentNullException.ThrowIfNull(candles);
        ArgumentNullException.ThrowIfNull(fundings);
        return Merge(new StepSequencer(candles.Keys, decisionInterval), Open(candles, fundings));
    }

    private static IEnumerable<MarketStep> Merge(
        StepSequencer sequencer, Dictionary<StepSource, IEnumerator<object>> sources)
    {
        try
        {
            do
            {
                foreach (var source in sequencer.Hungry)
                {
                    Feed(sequencer, source, sources[source]);
                }

                while (sequencer.TryTake(out var step))
                {
                    yield return step;
                }
            }
            while (sequencer.Hungry.Length > 0);

            foreach (var step in sequencer.Finish())
            {
                yield return step;
            }
        }
        finally
        {
            foreach (var source in sources.Values)
            {
                source.Dispose();
            }
        }
    }

    private static Dictionary<StepSource, IEnumerator<object>> Open(
        IReadOnlyDictionary<InstrumentId, IEnumerable<Candle>> candles,
        IReadOnlyDictionary<InstrumentId, IEnumerable<FundingRate>> fundings)
    {
        var sources = new Dictionary<StepSource, IEnumerator<object>>();
        foreach (var (coin, series) in candles)
        {
            sources[new StepSource(coin, StepSourceKind.Candles)] = series.GetEnumerator();
            sources[new StepSource(coin, StepSourceKind.Fundings)] =
                (fundings.GetValueOrDefault(coin) ?? []).GetEnumerator();
        }

        return sources;
    }

    private static void Feed(StepSequencer sequencer, StepSource source, IEnumerator<object> facts)
    {
        if (!facts.MoveNext())
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
            case var other:
                throw new InvalidOperationException($"'{other.GetType().Name}' is no market fact.");
        }
    }
}

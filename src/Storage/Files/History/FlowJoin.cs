using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.History;

/// <summary>Brings flows from other files to the candles of a coin.</summary>
/// <remarks>
/// One source of open interest for a series, never two: a change of source would look like positions opened. Taken is
/// the one that covers most bars among the same venue, sums over all venues and files of no named venue. A value holds
/// from the time it was known until twice its own spacing later.
/// </remarks>
internal sealed class FlowJoin(HistoryRows rows)
{
    /// <summary>The bars of a series, with what is known of them.</summary>
    public MarketSeries Join(string venue, string coin, TimeSpan interval, List<CandleRow> candles)
    {
        var bars = candles.ConvertAll(candle => new MarketBar(
            candle.OpenTime + interval,
            candle.Open,
            candle.High,
            candle.Low,
            candle.Close,
            candle.VolumeBase,
            candle.TurnoverQuote,
            candle.TakerBuyBase,
            double.NaN,
            double.NaN,
            double.NaN)).ToArray();
        JoinOpenInterest(bars, SourcesOf(rows.OpenInterest, venue, coin));
        var wide = new List<LiquidationInterval>();
        foreach (var source in SourcesOf(rows.ClosingSums, venue, coin))
        {
            JoinSums(bars, interval, source, wide);
        }

        if (SourcesOf(rows.Closings, venue, coin).FirstOrDefault() is { } closings)
        {
            JoinClosings(bars, interval, closings);
        }

        var funding = rows.Funding.GetValueOrDefault((venue, coin))
            ?? rows.Funding.GetValueOrDefault((HistoryNames.UnknownVenue, coin))
            ?? [];
        return new MarketSeries(
            venue,
            coin,
            interval,
            bars,
            [.. funding.OrderBy(point => point.Time).DistinctBy(point => point.Time)],
            [.. wide.OrderBy(sum => sum.Start)]);
    }

    private static IEnumerable<List<T>> SourcesOf<T>(
        Dictionary<(string Venue, string Coin), List<T>> lists, string venue, string coin) =>
        new[] { venue, HistoryNames.AllVenues, HistoryNames.UnknownVenue }
            .Distinct(StringComparer.Ordinal)
            .Select(name => lists.GetValueOrDefault((name, coin)))
            .OfType<List<T>>();

    private static void JoinOpenInterest(MarketBar[] bars, IEnumerable<List<OpenInterestRow>> sources)
    {
        var best = Array.Empty<double>();
        var bestCount = 0;
        foreach (var source in sources)
        {
            var known = Align(bars, [.. source.OrderBy(row => row.Time)]);
            var count = known.Count(double.IsFinite);
            if (count > bestCount)
            {
                (best, bestCount) = (known, count);
            }
        }

        for (var i = 0; i < best.Length; i++)
        {
            bars[i] = bars[i] with { OpenInterestBase = best[i] };
        }
    }

    private static double[] Align(MarketBar[] bars, List<OpenInterestRow> source)
    {
        var known = new double[bars.Length];
        var life = 2.0 * (Spacing.Of(source, row => row.Time) ?? TimeSpan.FromHours(1));
        var next = 0;
        for (var i = 0; i < bars.Length; i++)
        {
            while (next < source.Count && source[next].Time <= bars[i].CloseTime)
            {
                next++;
            }

            var isFresh = next > 0 && bars[i].CloseTime - source[next - 1].Time <= life;
            known[i] = !isFresh ? double.NaN
                : double.IsFinite(source[next - 1].Base) ? source[next - 1].Base
                : source[next - 1].Quote / bars[i].Close;
        }

        return known;
    }

    private static void JoinSums(
        MarketBar[] bars, TimeSpan interval, List<ClosingRow> source, List<LiquidationInterval> wide)
    {
        var sorted = source.OrderBy(row => row.Time).DistinctBy(row => row.Time).ToList();
        if (bars.Length == 0 || Spacing.Of(sorted, row => row.Time) is not { } spacing)
        {
            return;
        }

        if (spacing <= interval)
        {
            JoinClosings(bars, interval, sorted);
            return;
        }

        wide.AddRange(sorted
            .Where(row => row.Time >= bars[0].CloseTime - interval && row.Time + spacing <= bars[^1].CloseTime)
            .Select(row => new LiquidationInterval(row.Time, row.Time + spacing, row.LongsQuote, row.ShortsQuote)));
    }

    /// <summary>Sums into the bar that each falls into; bars between the first and the last without any had
    /// none.</summary>
    private static void JoinClosings(MarketBar[] bars, TimeSpan interval, List<ClosingRow> source)
    {
        var sorted = source.OrderBy(row => row.Time).ToList();
        var next = 0;
        for (var i = 0; i < bars.Length; i++)
        {
            var start = bars[i].CloseTime - interval;
            var longs = 0.0;
            var shorts = 0.0;
            for (; next < sorted.Count && sorted[next].Time < bars[i].CloseTime; next++)
            {
                longs += sorted[next].Time >= start ? sorted[next].LongsQuote : 0.0;
                shorts += sorted[next].Time >= start ? sorted[next].ShortsQuote : 0.0;
            }

            if (start >= sorted[0].Time && bars[i].CloseTime <= sorted[^1].Time + interval)
            {
                bars[i] = bars[i] with { LiquidatedLongsQuote = longs, LiquidatedShortsQuote = shorts };
            }
        }
    }
}

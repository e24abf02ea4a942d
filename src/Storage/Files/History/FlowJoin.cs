using WhaleStack.Quant;

namespace WhaleStack.Storage.Files.History;

/// <summary>Brings flows from other files to the candles of a coin.</summary>
/// <remarks>
/// One source of open interest for a series, never two: a change of source would look like positions opened. Taken is
/// the one that covers most bars among the same venue, sums over all venues and files of no named venue. A value holds
/// from the time it was known until twice its own spacing later. Sums of liquidations too come from one source, since
/// sources count different venues.
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
        foreach (var file in SourcesOf(rows.ClosingFiles, venue, coin).SelectMany(files => files))
        {
            JoinClosings(bars, interval, file);
        }

        var wide = JoinSums(bars, interval, SourcesOf(rows.ClosingSums, venue, coin));
        var funding = rows.Funding.GetValueOrDefault((venue, coin))
            ?? rows.Funding.GetValueOrDefault((HistoryNames.UnknownVenue, coin))
            ?? [];
        return new MarketSeries(
            venue,
            coin,
            interval,
            bars,
            [.. funding.OrderBy(point => point.Time).DistinctBy(point => point.Time)],
            wide);
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

    /// <summary>Sums by interval from the one source that has most of them in the series: those as long as a bar or
    /// shorter go into the bars that they fill, longer ones are given back.</summary>
    private static LiquidationInterval[] JoinSums(
        MarketBar[] bars, TimeSpan interval, IEnumerable<List<ClosingRow>> sources)
    {
        if (bars.Length == 0)
        {
            return [];
        }

        var start = bars[0].CloseTime - interval;
        var best = sources
            .Select(source => source
                .Where(row => row.Time >= start && row.Time < bars[^1].CloseTime)
                .OrderBy(row => row.Time)
                .DistinctBy(row => row.Time)
                .ToList())
            .MaxBy(source => source.Count);
        if (best is null || Spacing.Of(best, row => row.Time) is not { } spacing)
        {
            return [];
        }

        if (spacing <= interval)
        {
            Fill(bars, interval, best, (int)(interval / spacing));
            return [];
        }

        return
        [
            .. best.Where(row => row.Time + spacing <= bars[^1].CloseTime)
                .Select(row => new LiquidationInterval(
                    row.Time, row.Time + spacing, row.LongsQuote, row.ShortsQuote)),
        ];
    }

    /// <summary>Sums rows into bars; a bar with fewer rows than fill it stays unknown.</summary>
    private static void Fill(MarketBar[] bars, TimeSpan interval, List<ClosingRow> source, int rowsOfBar)
    {
        var next = 0;
        for (var i = 0; i < bars.Length; i++)
        {
            var (count, longs, shorts) = (0, 0.0, 0.0);
            for (; next < source.Count && source[next].Time < bars[i].CloseTime; next++)
            {
                var isInside = source[next].Time >= bars[i].CloseTime - interval;
                count += isInside ? 1 : 0;
                longs += isInside ? source[next].LongsQuote : 0.0;
                shorts += isInside ? source[next].ShortsQuote : 0.0;
            }

            if (count == rowsOfBar)
            {
                bars[i] = bars[i] with { LiquidatedLongsQuote = longs, LiquidatedShortsQuote = shorts };
            }
        }
    }

    /// <summary>Sums single closings of one file into the bars that they fall into; whole bars between its first and
    /// its
    /// last that have none had none.</summary>
    private static void JoinClosings(MarketBar[] bars, TimeSpan interval, List<ClosingRow> source)
    {
        var sorted = source.OrderBy(row => row.Time).ToList();
        var next = 0;
        for (var i = 0; i < bars.Length; i++)
        {
            var start = bars[i].CloseTime - interval;
            var (longs, shorts) = (0.0, 0.0);
            for (; next < sorted.Count && sorted[next].Time < bars[i].CloseTime; next++)
            {
                longs += sorted[next].Time >= start ? sorted[next].LongsQuote : 0.0;
                shorts += sorted[next].Time >= start ? sorted[next].ShortsQuote : 0.0;
            }

            if (start >= sorted[0].Time && bars[i].CloseTime <= sorted[^1].Time)
            {
                bars[i] = bars[i] with { LiquidatedLongsQuote = longs, LiquidatedShortsQuote = shorts };
            }
        }
    }
}

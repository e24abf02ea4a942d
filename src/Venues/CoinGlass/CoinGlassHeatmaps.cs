using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Derivatives;
using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>Reads heatmaps: a price axis, candles, and sparse triples of candle, level and value.</summary>
internal static class CoinGlassHeatmaps
{
    /// <summary>Reads the <c>data</c> of an answer.</summary>
    /// <exception cref="VenueFormatException">It is not in its documented form, or there is nothing in
    /// it.</exception>
    public static LiquidationHeatmap Read(VenueRow data, HeatmapRequest request)
    {
        var candles = Candles(data["price_candlesticks"u8]);
        var levels = Levels(data["y_axis"u8]);
        var cells = data["liquidation_leverage_data"u8].Lists(row => Cell(row, candles.Length, levels.Length))
            .Where(cell => cell.MassQuote > 0.0)
            .OrderBy(cell => cell.CandleIndex)
            .ThenBy(cell => cell.LevelIndex);
        return new LiquidationHeatmap(
            $"coinglass-model{request.Model}", request.Symbol, request.Exchange, candles, levels, [.. cells]);
    }

    private static ImmutableArray<decimal> Levels(VenueValue axis)
    {
        var levels = axis.Values(VenueFigures.Price);
        for (var i = 1; i < levels.Length; i++)
        {
            if (levels[i] <= levels[i - 1])
            {
                throw axis.Wrong($"{levels[i]} does not rise above {levels[i - 1]}");
            }
        }

        return levels.IsEmpty ? throw axis.Wrong("is empty") : levels;
    }

    // The step is documented nowhere: it is the shortest distance between two candles.
    private static ImmutableArray<Candle> Candles(VenueValue rows)
    {
        var candles = rows.Lists(Candle);
        if (candles.Length < 2)
        {
            throw rows.Wrong($"has {candles.Length} rows, must have 2 at least");
        }

        var step = candles.Zip(candles.Skip(1), (one, next) => next.OpenTime - one.OpenTime).Min();
        return step > TimeSpan.Zero
            ? [.. candles.Select(candle => candle with { Interval = step })]
            : throw rows.Wrong("are not in the order of their times");
    }

    private static Candle Candle(VenueRow row)
    {
        var columns = row.OfAtLeast(6);
        var close = columns[4, "close"u8].Price();
        var turnover = columns[5, "volume"u8].Amount();
        return new Candle(
            columns[0, "time"u8].EpochTime(),
            TimeSpan.Zero,
            columns[1, "open"u8].Price(),
            columns[2, "high"u8].Price(),
            columns[3, "low"u8].Price(),
            close,
            turnover / close,
            turnover);
    }

    private static HeatmapCell Cell(VenueRow row, int candles, int levels)
    {
        var columns = row.OfAtLeast(3);
        return new HeatmapCell(
            columns[0, "x"u8].Index(candles), columns[1, "y"u8].Index(levels), (double)columns[2, "value"u8].Amount());
    }
}

using System.Collections.Immutable;
using System.Text.Json;
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
    public static LiquidationHeatmap Read(JsonElement data, HeatmapRequest request)
    {
        var candles = Candles(VenueJson.Field(data, "price_candlesticks"));
        var levels = Levels(VenueJson.Field(data, "y_axis"));
        const string Values = "liquidation_leverage_data";
        var cells = VenueJson.Rows(VenueJson.Field(data, Values), Values)
            .Select(row => Cell(row, candles.Length, levels.Length))
            .Where(cell => cell.MassQuote > 0.0)
            .OrderBy(cell => cell.CandleIndex)
            .ThenBy(cell => cell.LevelIndex);
        return new LiquidationHeatmap(
            $"coinglass-model{request.Model}", request.Symbol, request.Exchange, candles, levels, [.. cells]);
    }

    private static ImmutableArray<decimal> Levels(JsonElement axis)
    {
        ImmutableArray<decimal> levels =
            [.. VenueJson.Rows(axis, "y_axis").Select(level => VenueJson.Price(level, "y_axis"))];
        for (var i = 1; i < levels.Length; i++)
        {
            if (levels[i] <= levels[i - 1])
            {
                throw new VenueFormatException($"y_axis {levels[i]} does not rise above {levels[i - 1]}");
            }
        }

        return levels.IsEmpty ? throw new VenueFormatException("y_axis is empty") : levels;
    }

    // The step is documented nowhere: it is the shortest distance between two candles.
    private static ImmutableArray<Candle> Candles(JsonElement rows)
    {
        const string Field = "price_candlesticks";
        var candles = VenueJson.Rows(rows, Field).Select(Candle).ToList();
        if (candles.Count < 2)
        {
            throw new VenueFormatException($"{Field} has {candles.Count} rows, must have 2 at least");
        }

        var step = candles.Zip(candles.Skip(1), (one, next) => next.OpenTime - one.OpenTime).Min();
        return step > TimeSpan.Zero
            ? [.. candles.Select(candle => candle with { Interval = step })]
            : throw new VenueFormatException($"{Field} are not in the order of their times");
    }

    private static Candle Candle(JsonElement row)
    {
        const int Columns = 6;
        decimal Price(int column, string field) =>
            VenueJson.Price(VenueJson.At(row, column, Columns, "price_candlesticks row"), field);
        var (open, high, low, close) = (Price(1, "open"), Price(2, "high"), Price(3, "low"), Price(4, "close"));
        var turnover = VenueJson.Amount(row[5], "volume");
        return new Candle(
            VenueJson.Time(row[0], "time"), TimeSpan.Zero, open, high, low, close, turnover / close, turnover);
    }

    private static HeatmapCell Cell(JsonElement row, int candles, int levels)
    {
        const string Field = "liquidation_leverage_data row";
        return new HeatmapCell(
            VenueJson.Index(VenueJson.At(row, 0, 3, Field), candles, "x"),
            VenueJson.Index(row[1], levels, "y"),
            (double)VenueJson.Amount(row[2], "value"));
    }
}

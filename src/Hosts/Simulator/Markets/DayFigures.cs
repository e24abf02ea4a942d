using WhaleStack.Domain.Matching;

namespace WhaleStack.Simulator.Markets;

/// <summary>A symbol's last 24 hours.</summary>
/// <param name="LastQuote">Last price; null when unknown.</param>
/// <param name="OpenQuote">First price; the last one when there are no candles.</param>
/// <param name="HighQuote">Highest price.</param>
/// <param name="LowQuote">Lowest price.</param>
/// <param name="VolumeBase">Size traded.</param>
/// <param name="TurnoverQuote">Value traded.</param>
/// <param name="Trades">How many trades are known one by one.</param>
public sealed record DayFigures(
    decimal? LastQuote,
    decimal? OpenQuote,
    decimal? HighQuote,
    decimal? LowQuote,
    decimal VolumeBase,
    decimal TurnoverQuote,
    long Trades)
{
    /// <summary>What the price gained, as a fraction of the first; 0 when unknown.</summary>
    public decimal ChangeFraction => OpenQuote is > 0m and { } open && LastQuote is { } last ? (last / open) - 1m : 0m;

    /// <summary>Of a board.</summary>
    public static DayFigures Of(SymbolBoard board, IExchange exchange, DateTimeOffset now)
    {
        var day = board.Candles.Since(now.AddDays(-1)).ToList();
        var last = exchange.Prices(board.Instrument).LastQuote ?? board.LastQuote;
        return new DayFigures(
            last,
            day.Count > 0 ? day[0].Open : last,
            day.Count > 0 ? day.Max(candle => candle.High) : last,
            day.Count > 0 ? day.Min(candle => candle.Low) : last,
            day.Sum(candle => candle.VolumeBase),
            day.Sum(candle => candle.TurnoverQuote),
            day.Sum(candle => candle.Trades));
    }
}

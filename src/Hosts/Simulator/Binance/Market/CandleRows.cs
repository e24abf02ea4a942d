using System.Text.Json.Nodes;
using WhaleStack.Simulator.Markets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>Candles as rows of klines.</summary>
public static class CandleRows
{
    /// <summary>A row.</summary>
    public static JsonArray Of(MinuteCandle candle, TimeSpan length) => new(
        candle.Start.ToUnixTimeMilliseconds(),
        Text(candle.Open),
        Text(candle.High),
        Text(candle.Low),
        Text(candle.Close),
        Text(candle.VolumeBase),
        CandleBook.EndOf(candle.Start, length).ToUnixTimeMilliseconds(),
        Text(candle.TurnoverQuote),
        candle.Trades,
        Text(candle.TakerBuyBase),
        Text(candle.TakerBuyQuote),
        "0");
}

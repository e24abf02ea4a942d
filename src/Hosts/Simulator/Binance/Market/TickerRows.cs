using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Markets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>The last day of a symbol, as Binance writes it.</summary>
public static class TickerRows
{
    /// <summary>A row of ticker/24hr.</summary>
    public static JsonObject Rest(SymbolBoard board, IExchange exchange, DateTimeOffset now)
    {
        var day = DayFigures.Of(board, exchange, now);
        return new JsonObject
        {
            ["symbol"] = board.Instrument.Symbol,
            ["priceChange"] = Text((day.LastQuote - day.OpenQuote) ?? 0m),
            ["priceChangePercent"] = Text(Math.Round(day.ChangeFraction * 100m, 3)),
            ["weightedAvgPrice"] = Text(Average(day)),
            ["lastPrice"] = Text(day.LastQuote, "0"),
            ["lastQty"] = Text(board.Trades.LastOrDefault()?.SizeBase, "0"),
            ["openPrice"] = Text(day.OpenQuote, "0"),
            ["highPrice"] = Text(day.HighQuote, "0"),
            ["lowPrice"] = Text(day.LowQuote, "0"),
            ["volume"] = Text(day.VolumeBase),
            ["quoteVolume"] = Text(Math.Round(day.TurnoverQuote, 8)),
            ["openTime"] = now.AddDays(-1).ToUnixTimeMilliseconds(),
            ["closeTime"] = now.ToUnixTimeMilliseconds(),
            ["firstId"] = board.Sequence - day.Trades + 1,
            ["lastId"] = board.Sequence,
            ["count"] = day.Trades,
        };
    }

    /// <summary>A frame of the ticker stream.</summary>
    public static JsonObject Stream(SymbolBoard board, IExchange exchange, DateTimeOffset now)
    {
        var row = Rest(board, exchange, now);
        var frame = new JsonObject
        {
            ["e"] = "24hrTicker", ["E"] = now.ToUnixTimeMilliseconds(), ["s"] = board.Instrument.Symbol,
        };
        (string Letter, string Name)[] fields =
        [
            ("p", "priceChange"), ("P", "priceChangePercent"), ("w", "weightedAvgPrice"), ("c", "lastPrice"),
            ("Q", "lastQty"), ("o", "openPrice"), ("h", "highPrice"), ("l", "lowPrice"), ("v", "volume"),
            ("q", "quoteVolume"), ("O", "openTime"), ("C", "closeTime"), ("F", "firstId"), ("L", "lastId"),
            ("n", "count"),
        ];
        foreach (var (letter, name) in fields)
        {
            frame[letter] = row[name]!.DeepClone();
        }

        frame["st"] = 1;
        frame["ps"] = board.Instrument.Symbol;
        return frame;
    }

    /// <summary>A frame of the small ticker stream.</summary>
    public static JsonObject Small(SymbolBoard board, IExchange exchange, DateTimeOffset now)
    {
        var whole = Stream(board, exchange, now);
        whole["e"] = "24hrMiniTicker";
        foreach (var name in (string[])["p", "P", "w", "Q", "O", "C", "F", "L", "n"])
        {
            whole.Remove(name);
        }

        return whole;
    }

    private static decimal Average(DayFigures day) =>
        day.VolumeBase > 0m ? Math.Round(day.TurnoverQuote / day.VolumeBase, 8) : day.LastQuote ?? 0m;
}

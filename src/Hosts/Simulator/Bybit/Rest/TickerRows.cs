using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Markets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Tickers as Bybit writes them.</summary>
public static class TickerRows
{
    /// <summary>The ticker of a symbol, with all its fields.</summary>
    public static JsonObject Of(SymbolBoard board, IExchange exchange, DateTimeOffset now)
    {
        var instrument = board.Instrument;
        var prices = exchange.Prices(instrument);
        var (bid, ask) = (exchange.Depth(instrument, Side.Buy, 1), exchange.Depth(instrument, Side.Sell, 1));
        var day = DayFigures.Of(board, exchange, now);
        var hour = board.Candles.Since(now.AddHours(-1)).FirstOrDefault();
        var single = board.OpenInterestBase / 2m;
        return new JsonObject
        {
            ["symbol"] = instrument.Symbol,
            ["tickDirection"] = board.LastTick,
            ["price24hPcnt"] = Text(Math.Round(day.ChangeFraction, 6)),
            ["lastPrice"] = Text(day.LastQuote),
            ["prevPrice24h"] = Text(day.OpenQuote),
            ["highPrice24h"] = Text(day.HighQuote),
            ["lowPrice24h"] = Text(day.LowQuote),
            ["prevPrice1h"] = Text(hour?.Open ?? day.LastQuote),
            ["markPrice"] = Text(prices.MarkQuote),
            ["indexPrice"] = Text(prices.IndexQuote),
            ["openInterest"] = Text(board.OpenInterestBase),
            ["openInterestValue"] = Text(Math.Round(board.OpenInterestBase * (prices.MarkQuote ?? 0m), 2)),
            ["singleOpenInterest"] = Text(single),
            ["singleOpenInterestValue"] = Text(Math.Round(single * (prices.MarkQuote ?? 0m), 2)),
            ["turnover24h"] = Text(Math.Round(day.TurnoverQuote, 4)),
            ["volume24h"] = Text(day.VolumeBase),
            ["fundingIntervalHour"] = "8",
            ["fundingCap"] = "0.00375",
            ["nextFundingTime"] = Answer.Ms(board.NextFundingAt),
            ["fundingRate"] = Text(board.FundingRate),
            ["bid1Price"] = Text(bid.Count > 0 ? bid[0].PriceQuote : null),
            ["bid1Size"] = Text(bid.Count > 0 ? bid[0].SizeBase : null),
            ["ask1Price"] = Text(ask.Count > 0 ? ask[0].PriceQuote : null),
            ["ask1Size"] = Text(ask.Count > 0 ? ask[0].SizeBase : null),
        };
    }
}

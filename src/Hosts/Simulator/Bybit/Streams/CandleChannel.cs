using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>The topic <c>kline.INTERVAL.SYMBOL</c>: the running candle every second, a finished one once.</summary>
public sealed class CandleChannel : ITopicChannel
{
    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private readonly string _interval;
    private readonly TimeSpan _length;
    private MinuteCandle? _told;

    /// <summary>Makes it.</summary>
    public CandleChannel(MarketBoard board, InstrumentId instrument, string interval)
    {
        _board = board;
        _instrument = instrument;
        _interval = interval;
        _length = CandleLengths.Of[interval];
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var candles = _board.With(_instrument, board => board.Candles.Candles(_length));
        if (candles.Count == 0)
        {
            return [];
        }

        var news = new List<JsonNode>();
        if (_told is { } told && candles.LastOrDefault(c => c.Start == told.Start) is { } ended
            && ended.Start != candles[^1].Start)
        {
            news.Add(Row(ended, now, isFinished: true));
        }

        if (candles[^1] != _told)
        {
            news.Add(Row(candles[^1], now, isFinished: false));
        }

        _told = candles[^1];
        return news.Count == 0 ? [] : [LiveChannels.Frame(
            $"kline.{_interval}.{_instrument.Symbol}", "snapshot", now, new JsonArray([.. news]))];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => _told = null;

    private JsonObject Row(MinuteCandle candle, DateTimeOffset now, bool isFinished) => new()
    {
        ["start"] = candle.Start.ToUnixTimeMilliseconds(),
        ["end"] = CandleBook.EndOf(candle.Start, _length).ToUnixTimeMilliseconds(),
        ["interval"] = _interval,
        ["open"] = Text(candle.Open),
        ["close"] = Text(candle.Close),
        ["high"] = Text(candle.High),
        ["low"] = Text(candle.Low),
        ["volume"] = Text(candle.VolumeBase),
        ["turnover"] = Text(candle.TurnoverQuote),
        ["confirm"] = isFinished,
        ["timestamp"] = now.ToUnixTimeMilliseconds(),
    };
}

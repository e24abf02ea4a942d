using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>The stream <c>SYMBOL@kline_INTERVAL</c>: the running candle when it changed, a finished one once.</summary>
public sealed class CandleChannel : ITopicChannel
{
    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private readonly string _name;
    private readonly TimeSpan _length;
    private MinuteCandle? _told;

    /// <summary>Makes it.</summary>
    public CandleChannel(MarketBoard board, InstrumentId instrument, string name)
    {
        _board = board;
        _instrument = instrument;
        _name = name;
        _length = CandleLengths.Of[name];
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var (candles, trades) = _board.With(
            _instrument, board => (board.Candles.Candles(_length), board.Sequence));
        if (candles.Count == 0)
        {
            return [];
        }

        var frames = new List<byte[]>();
        var running = candles[^1];
        if (_told is { } told && told.Start != running.Start
            && candles.LastOrDefault(candle => candle.Start == told.Start) is { } ended)
        {
            frames.Add(Frame(ended, trades - running.Trades, isFinished: true, now));
        }

        if (running != _told)
        {
            frames.Add(Frame(running, trades, isFinished: false, now));
        }

        _told = running;
        return frames;
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => _told = null;

    private byte[] Frame(MinuteCandle candle, long lastTrade, bool isFinished, DateTimeOffset now) =>
        MarketChannels.Bytes(new JsonObject
        {
            ["e"] = "kline",
            ["E"] = now.ToUnixTimeMilliseconds(),
            ["s"] = _instrument.Symbol,
            ["st"] = 1,
            ["ps"] = _instrument.Symbol,
            ["k"] = new JsonObject
            {
                ["t"] = candle.Start.ToUnixTimeMilliseconds(),
                ["T"] = CandleBook.EndOf(candle.Start, _length).ToUnixTimeMilliseconds(),
                ["s"] = _instrument.Symbol,
                ["i"] = _name,
                ["f"] = candle.Trades > 0 ? lastTrade - candle.Trades + 1 : -1,
                ["L"] = candle.Trades > 0 ? lastTrade : -1,
                ["o"] = Text(candle.Open),
                ["c"] = Text(candle.Close),
                ["h"] = Text(candle.High),
                ["l"] = Text(candle.Low),
                ["v"] = Text(candle.VolumeBase),
                ["n"] = candle.Trades,
                ["x"] = isFinished,
                ["q"] = Text(candle.TurnoverQuote),
                ["V"] = Text(candle.TakerBuyBase),
                ["Q"] = Text(candle.TakerBuyQuote),
                ["B"] = "0",
            },
        });
}

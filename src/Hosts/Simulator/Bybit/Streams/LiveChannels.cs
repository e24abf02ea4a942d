using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>Makes the channels of public topics.</summary>
public sealed class LiveChannels
{
    private readonly MarketBoard _board;
    private readonly FaultBook _faults;
    private readonly IReadOnlySet<InstrumentId> _instruments;
    private readonly bool _isSpot;

    /// <summary>Makes it.</summary>
    public LiveChannels(
        MarketBoard board, FaultBook faults, IReadOnlySet<InstrumentId> instruments, string category)
    {
        _board = board;
        _faults = faults;
        _instruments = instruments;
        _isSpot = category == MarketSide.Spot;
    }

    /// <summary>The channel of a topic; null when there is no such topic.</summary>
    public ITopicChannel? Of(string topic)
    {
        var parts = topic.Split('.');
        if (TradingDesk.InstrumentOf(parts[^1]) is not { } instrument || !_instruments.Contains(instrument))
        {
            return null;
        }

        return parts switch
        {
            ["orderbook", var depth, _] => int.TryParse(
                depth, NumberStyles.None, CultureInfo.InvariantCulture, out var levels)
                && BookChannel.Depths.ContainsKey(levels)
                ? new BookChannel(instrument, levels, _faults)
                : null,
            ["kline", var interval, _] => CandleLengths.Of.ContainsKey(interval)
                ? new CandleChannel(_board, instrument, interval)
                : null,
            ["tickers", _] when _isSpot => new SpotTickerChannel(_board, instrument),
            ["tickers", _] => new TickerChannel(_board, instrument),
            ["publicTrade", _] => new TradeChannel(_board, instrument),
            ["allLiquidation", _] when !_isSpot => new LiquidationChannel(_board, instrument),
            _ => null,
        };
    }

    /// <summary>A frame of a public topic.</summary>
    public static byte[] Frame(string topic, string type, DateTimeOffset at, JsonNode data, long? sequence = null)
    {
        var frame = new JsonObject
        {
            ["topic"] = topic, ["type"] = type, ["data"] = data, ["ts"] = at.ToUnixTimeMilliseconds(),
        };
        if (sequence is { } number)
        {
            frame["cs"] = number;
        }

        return Encoding.UTF8.GetBytes(frame.ToJsonString());
    }
}

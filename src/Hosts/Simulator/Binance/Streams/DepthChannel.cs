using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Sockets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>
/// The streams <c>SYMBOL@depth</c> (levels that changed, with absolute sizes) and <c>SYMBOL@depth5</c>, 10 and 20 (the
/// best levels, whole).
/// </summary>
/// <remarks>
/// U and u are the first and last update id of a frame, pu the last id of the frame before: a chain without a hole,
/// unless changes were forgotten in between, which a client sees by it.
/// </remarks>
public sealed class DepthChannel : ITopicChannel
{
    private static readonly Dictionary<string, TimeSpan> Intervals = new(StringComparer.Ordinal)
    {
        ["100ms"] = TimeSpan.FromMilliseconds(100),
        ["250ms"] = TimeSpan.FromMilliseconds(250),
        ["500ms"] = TimeSpan.FromMilliseconds(500),
    };

    private readonly BookFeed _feed;
    private readonly InstrumentId _instrument;
    private readonly int? _levels;
    private long? _told;

    private DepthChannel(BookFeed feed, InstrumentId instrument, int? levels, TimeSpan interval)
    {
        _feed = feed;
        _instrument = instrument;
        _levels = levels;
        Interval = interval;
    }

    /// <inheritdoc/>
    public TimeSpan Interval { get; }

    /// <summary>Makes it; null when there is no such stream.</summary>
    /// <param name="feed">The book.</param>
    /// <param name="instrument">Which instrument.</param>
    /// <param name="levels">5, 10, 20, or empty for changes.</param>
    /// <param name="speed">Empty, or how often it speaks.</param>
    public static DepthChannel? Of(BookFeed feed, InstrumentId instrument, string levels, string[] speed)
    {
        int? count = levels switch { "5" => 5, "10" => 10, "20" => 20, _ => null };
        var interval = speed switch
        {
            [] => Intervals["250ms"],
            [var word] when Intervals.TryGetValue(word, out var named) => named,
            _ => (TimeSpan?)null,
        };
        return interval is { } given && (count is not null || levels.Length == 0)
            ? new DepthChannel(feed, instrument, count, given)
            : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        _feed.Sample(exchange, now);
        if (_told is not { } told)
        {
            // Begins with the next change: the state before it is asked for by REST.
            _told = _feed.UpdateId;
            return _levels is null ? [] : [Frame(_feed.UpdateId, _feed.UpdateId, now)];
        }

        if (_feed.UpdateId == told)
        {
            return [];
        }

        var previous = Math.Max(told, _feed.OldestId - 1);
        _told = _feed.UpdateId;
        return [Frame(previous + 1, previous, now)];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => null;

    /// <inheritdoc/>
    public void Reset() => _told = null;

    private byte[] Frame(long first, long previous, DateTimeOffset now) => MarketChannels.Bytes(new JsonObject
    {
        ["e"] = "depthUpdate",
        ["E"] = now.ToUnixTimeMilliseconds(),
        ["T"] = _feed.ChangedAt.ToUnixTimeMilliseconds(),
        ["s"] = _instrument.Symbol,
        ["ps"] = _instrument.Symbol,
        ["st"] = 1,
        ["U"] = first,
        ["u"] = _feed.UpdateId,
        ["pu"] = previous,
        ["b"] = Levels(Side.Buy, previous),
        ["a"] = Levels(Side.Sell, previous),
    });

    private JsonArray Levels(Side side, long previous)
    {
        var levels = _levels is { } count
            ? _feed.Side(side).Take(count).Select(level => (PriceQuote: level.Key, SizeBase: level.Value))
            : _feed.ChangedSince(previous, side);
        return new JsonArray(
            [.. levels.Select(level => new JsonArray(Text(level.PriceQuote), Text(level.SizeBase)))]);
    }
}

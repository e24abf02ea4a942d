using System.Text;
using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Faults;
using WhaleStack.Simulator.Sockets;
using static WhaleStack.Simulator.Desks.Numbers;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>The topic <c>orderbook.DEPTH.SYMBOL</c>: a snapshot, then changes with absolute sizes.</summary>
/// <remarks>
/// Depth 1 sends snapshots only, and repeats the last one, with its update id, when nothing changed for three seconds.
/// The update id grows by one a message; after a restart of the venue (a fault) it begins again at 1 with a snapshot.
/// </remarks>
public sealed class BookChannel : ITopicChannel
{
    /// <summary>Depths and how often each may speak.</summary>
    public static readonly IReadOnlyDictionary<int, TimeSpan> Depths = new Dictionary<int, TimeSpan>
    {
        [1] = TimeSpan.FromMilliseconds(10),
        [50] = TimeSpan.FromMilliseconds(20),
        [200] = TimeSpan.FromMilliseconds(100),
        [1_000] = TimeSpan.FromMilliseconds(200),
    };

    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(3);
    private const long FirstUpdate = 1_000;

    private readonly InstrumentId _instrument;
    private readonly int _depth;
    private readonly FaultBook _faults;
    private readonly string _topic;
    private Levels _bids = [];
    private Levels _asks = [];
    private long _update = FirstUpdate;
    private DateTimeOffset? _toldAt;

    /// <summary>Makes it.</summary>
    /// <param name="instrument">Which instrument.</param>
    /// <param name="depth">One of <see cref="Depths"/>.</param>
    /// <param name="faults">The faults in force.</param>
    public BookChannel(InstrumentId instrument, int depth, FaultBook faults)
    {
        _instrument = instrument;
        _depth = depth;
        _faults = faults;
        _topic = $"orderbook.{depth}.{instrument.Symbol}";
        Interval = Depths[depth];
    }

    /// <inheritdoc/>
    public TimeSpan Interval { get; }

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var (bids, asks) = (Read(exchange, Side.Buy), Read(exchange, Side.Sell));
        var (bidChanges, askChanges) = (Changes(_bids, bids), Changes(_asks, asks));
        var hasChanged = bidChanges.Count + askChanges.Count > 0;
        var isRestarted = _faults.Draw(FaultKind.Resnapshot, _topic) is not null;
        (_bids, _asks) = (bids, asks);
        if (isRestarted || _toldAt is null)
        {
            _update = isRestarted ? 1 : _update + 1;
            _toldAt = now;
            return [Snapshot()!];
        }

        if (!hasChanged && (_depth > 1 || now - _toldAt < RepeatAfter))
        {
            return [];
        }

        _update += hasChanged ? 1 : 0;
        _toldAt = now;
        return [_depth == 1 ? Snapshot()! : Frame("delta", bidChanges, askChanges)];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => _toldAt is null ? null : Frame(
        "snapshot", [.. _bids.Select(Level)], [.. _asks.Select(Level)]);

    /// <inheritdoc/>
    public void Reset() => _toldAt = null;

    private Levels Read(IExchange exchange, Side side)
    {
        var levels = new Levels();
        foreach (var level in exchange.Depth(_instrument, side, _depth))
        {
            levels.Add(level.PriceQuote, level.SizeBase);
        }

        return levels;
    }

    private static List<JsonNode> Changes(Levels before, Levels after)
    {
        var changes = before.Where(level => !after.ContainsKey(level.Key))
            .Select(level => Level(KeyValuePair.Create(level.Key, 0m))).ToList();
        changes.AddRange(after
            .Where(level => !before.TryGetValue(level.Key, out var size) || size != level.Value).Select(Level));
        return changes;
    }

    private static JsonNode Level(KeyValuePair<decimal, decimal> level) =>
        new JsonArray(Text(level.Key), Text(level.Value));

    private byte[] Frame(string type, List<JsonNode> bids, List<JsonNode> asks)
    {
        var at = _toldAt!.Value.ToUnixTimeMilliseconds();
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["topic"] = _topic,
            ["type"] = type,
            ["ts"] = at,
            ["data"] = new JsonObject
            {
                ["s"] = _instrument.Symbol,
                ["b"] = new JsonArray([.. bids]),
                ["a"] = new JsonArray([.. asks]),
                ["u"] = _update,
                ["seq"] = at,
            },
            ["cts"] = at,
        }.ToJsonString());
    }

    /// <summary>Levels in the order of the book.</summary>
    private sealed class Levels : OrderedDictionary<decimal, decimal>;
}

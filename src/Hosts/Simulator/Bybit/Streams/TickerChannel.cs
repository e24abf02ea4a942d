using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>The topic <c>tickers.SYMBOL</c>: a snapshot, then only the fields that changed.</summary>
public sealed class TickerChannel : ITopicChannel
{
    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private readonly string _topic;
    private JsonObject? _told;
    private DateTimeOffset _toldAt;
    private long _sequence;

    /// <summary>Makes it.</summary>
    public TickerChannel(MarketBoard board, InstrumentId instrument)
    {
        _board = board;
        _instrument = instrument;
        _topic = $"tickers.{instrument.Symbol}";
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var ticker = _board.With(_instrument, board => TickerRows.Of(board, exchange, now));
        var before = _told;
        (_told, _toldAt, _sequence) = (ticker, now, _sequence + 1);
        if (before is null)
        {
            return [Snapshot()!];
        }

        var changed = ticker.Where(field => before[field.Key]?.ToString() != field.Value?.ToString()).ToList();
        if (changed.Count == 0)
        {
            return [];
        }

        var delta = new JsonObject { ["symbol"] = _instrument.Symbol };
        foreach (var (name, value) in changed)
        {
            delta[name] = value?.DeepClone();
        }

        return [LiveChannels.Frame(_topic, "delta", now, delta, _sequence)];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() =>
        _told is null ? null : LiveChannels.Frame(_topic, "snapshot", _toldAt, _told.DeepClone(), _sequence);

    /// <inheritdoc/>
    public void Reset() => _told = null;
}

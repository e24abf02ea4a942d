using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Bybit.Rest;
using WhaleStack.Simulator.Markets;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>The topic <c>tickers.SYMBOL</c> of spot: all of it each time that something has changed.</summary>
public sealed class SpotTickerChannel : ITopicChannel
{
    private readonly MarketBoard _board;
    private readonly InstrumentId _instrument;
    private readonly string _topic;
    private string _told = string.Empty;
    private byte[]? _frame;
    private long _sequence;

    /// <summary>Makes it.</summary>
    public SpotTickerChannel(MarketBoard board, InstrumentId instrument)
    {
        _board = board;
        _instrument = instrument;
        _topic = $"tickers.{instrument.Symbol}";
    }

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public IReadOnlyList<byte[]> Next(IExchange exchange, DateTimeOffset now)
    {
        var row = _board.With(_instrument, board => SpotRows.Stream(board, exchange, now));
        var text = row.ToJsonString();
        if (text == _told)
        {
            return [];
        }

        _told = text;
        _frame = LiveChannels.Frame(_topic, "snapshot", now, row, ++_sequence);
        return [_frame];
    }

    /// <inheritdoc/>
    public byte[]? Snapshot() => _frame;

    /// <inheritdoc/>
    public void Reset() => (_told, _frame) = (string.Empty, null);
}

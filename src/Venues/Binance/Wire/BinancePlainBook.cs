using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>
/// The data of depth as the plain reader reads it, its levels in memory that the next one uses again.
/// </summary>
/// <param name="topic">The stream.</param>
/// <param name="bids">Takes the levels of the buy side.</param>
/// <param name="asks">Takes the levels of the sell side.</param>
internal struct BinancePlainBook(
    BinanceTopic topic, RowBuffer<BookLevel> bids, RowBuffer<BookLevel> asks) : IPlainFields
{
    private const int SeenAll = 0b11_1111;
    private readonly BinanceTopic _topic = topic;
    private readonly RowBuffer<BookLevel> _bids = bids;
    private readonly RowBuffer<BookLevel> _asks = asks;
    private BinancePlainData _data;
    private long _first;
    private long _last;
    private long _previous;
    private int _seen; // One bit a field that must be there.

    /// <summary>Whether everything was there.</summary>
    public readonly bool IsComplete => _seen == SeenAll && _data.HasTime;

    /// <summary>The change; good until the next frame is read.</summary>
    public readonly BookRows ToRows() =>
        new(_data.Time, isSnapshot: false, _last, new BookSpan(_first, _previous))
        {
            Bids = _bids.Rows, Asks = _asks.Rows,
        };

    /// <inheritdoc/>
    public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
    {
        if (name.Length == 2 && name.SequenceEqual("pu"u8))
        {
            _seen |= 1;
            return json.TryLong(out _previous);
        }

        switch (name.Length == 1 ? name[0] : (byte)0)
        {
            case (byte)'s':
                _seen |= 2;
                return BinancePlainData.TrySymbol(ref json, _topic);
            case (byte)'U':
                _seen |= 4;
                return json.TryLong(out _first);
            case (byte)'u':
                _seen |= 8;
                return json.TryLong(out _last);
            case (byte)'b':
                _seen |= 16;
                return PlainLevels.TryRead(ref json, _bids);
            case (byte)'a':
                _seen |= 32;
                return PlainLevels.TryRead(ref json, _asks);
            default:
                return _data.TryField(ref json, name);
        }
    }
}

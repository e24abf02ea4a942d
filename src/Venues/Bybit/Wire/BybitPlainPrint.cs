using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>A row of trades or liquidations as the plain reader reads it; see <see cref="BybitPrintRow"/>.</summary>
internal struct BybitPlainPrint
{
    private const int SeenAll = 0b1111;
    private long _timeMs;
    private decimal _price;
    private decimal _size;
    private TradeId _id;
    private int _seen; // One bit a field that must be there.

    /// <summary>When it was matched.</summary>
    public readonly DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(_timeMs);

    /// <summary>Of the taker for trades, of the position for liquidations.</summary>
    public Side Side { get; private set; }

    /// <summary>Price.</summary>
    public readonly decimal PriceQuote => _price;

    /// <summary>Size.</summary>
    public readonly decimal SizeBase => _size;

    /// <summary>Id of the trade.</summary>
    public readonly TradeId Id => _id;

    /// <summary>Whether there was an id; liquidations have none.</summary>
    public bool HasId { get; private set; }

    /// <summary>Reads a row in its plain form, behind the brace; false when it has another.</summary>
    public bool TryRead(ref PlainJson json, ReadOnlySpan<byte> symbol)
    {
        for (var hasMore = true; hasMore;)
        {
            if (!json.TryName(out var name) || !TryField(ref json, name, symbol)
                || !json.TryNext((byte)'}', out hasMore))
            {
                return false;
            }
        }

        return _seen == SeenAll;
    }

    private bool TryField(ref PlainJson json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> symbol)
    {
        if (name.Length != 1)
        {
            return json.TrySkip();
        }

        switch (name[0])
        {
            case (byte)'T':
                _seen |= 1;
                return json.TryLong(out _timeMs) && _timeMs <= VenueTime.EpochMsMax;
            case (byte)'S':
                _seen |= 2;
                return json.TryText(out var side) && TrySide(side);
            case (byte)'p':
                _seen |= 4;
                return json.TryDecimal(out _price);
            case (byte)'v':
                _seen |= 8;
                return json.TryDecimal(out _size);
            case (byte)'i':
                HasId = true;
                return json.TryText(out var id) && TradeId.TryParsePlain(id, out _id);
            case (byte)'s':
                return json.TryText(out var text) && text.SequenceEqual(symbol);
            default:
                return json.TrySkip();
        }
    }

    private bool TrySide(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("Buy"u8))
        {
            Side = Side.Buy;
            return true;
        }

        Side = Side.Sell;
        return text.SequenceEqual("Sell"u8);
    }
}

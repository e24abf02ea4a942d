using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>The data of a book frame, in memory that the next one uses again.</summary>
internal sealed class BybitBookRows
{
    private readonly RowBuffer<BookLevel> _bids = new();
    private readonly RowBuffer<BookLevel> _asks = new();

    /// <summary>Levels of the buy side.</summary>
    public RowBuffer<BookLevel> Bids => _bids;

    /// <summary>Levels of the sell side.</summary>
    public RowBuffer<BookLevel> Asks => _asks;

    /// <summary>The venue's counter; 1 is a snapshot after a restart of the venue.</summary>
    public long UpdateId { get; private set; }

    /// <summary>Reads the data in its plain form; false when it has another.</summary>
    public bool TryRead(ref PlainJson json, ReadOnlySpan<byte> symbol)
    {
        var seen = 0;
        if (!json.TryByte((byte)'{'))
        {
            return false;
        }

        for (var hasMore = true; hasMore;)
        {
            if (!json.TryName(out var name) || !TryField(ref json, name, symbol, ref seen)
                || !json.TryNext((byte)'}', out hasMore))
            {
                return false;
            }
        }

        return seen == 0b111;
    }

    private bool TryField(ref PlainJson json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> symbol, ref int seen)
    {
        if (name.Length != 1)
        {
            return json.TrySkip();
        }

        switch (name[0])
        {
            case (byte)'b':
                seen |= 1;
                return PlainLevels.TryRead(ref json, _bids);
            case (byte)'a':
                seen |= 2;
                return PlainLevels.TryRead(ref json, _asks);
            case (byte)'u':
                seen |= 4;
                var isNumber = json.TryLong(out var id);
                UpdateId = id;
                return isNumber;
            case (byte)'s':
                return json.TryText(out var text) && text.SequenceEqual(symbol);
            default:
                return json.TrySkip();
        }
    }
}

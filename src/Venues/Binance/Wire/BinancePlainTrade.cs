using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>The data of aggTrade or trade as the plain reader reads it; see <see cref="BinanceFrameData"/>.</summary>
/// <param name="topic">The stream.</param>
internal struct BinancePlainTrade(BinanceTopic topic) : IPlainFields
{
    private const int SeenAll = 0b11_1111;
    private readonly BinanceTopic _topic = topic;
    private readonly byte _idName = topic.Kind == BinanceTopicKind.AggregateTrades ? (byte)'a' : (byte)'t';
    private BinancePlainData _data;
    private DateTimeOffset? _tradedAt;
    private long _id;
    private decimal _price;
    private decimal _size;
    private bool _isBuyerMaker;
    private int _seen; // One bit a field that must be there.

    /// <summary>The venue's time of the frame.</summary>
    public readonly DateTimeOffset Time => _data.Time;

    /// <summary>Whether everything was there.</summary>
    public readonly bool IsComplete => _seen == SeenAll && _data.HasTime;

    /// <summary>The trade: the buyer being the maker means that the taker sold.</summary>
    public readonly Trade ToTrade() => new(
        _tradedAt.GetValueOrDefault(), TradeId.Of(_id), _isBuyerMaker ? Side.Sell : Side.Buy, _price, _size);

    /// <inheritdoc/>
    public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
    {
        var letter = name.Length == 1 ? name[0] : (byte)0;
        if (letter == _idName)
        {
            _seen |= 1;
            return json.TryLong(out _id);
        }

        switch (letter)
        {
            case (byte)'s':
                _seen |= 2;
                return BinancePlainData.TrySymbol(ref json, _topic);
            case (byte)'T':
                _seen |= 4;
                return json.TryTime(out _tradedAt);
            case (byte)'p':
                _seen |= 8;
                return json.TryDecimal(out _price);
            case (byte)'q':
                _seen |= 16;
                return json.TryDecimal(out _size);
            case (byte)'m':
                _seen |= 32;
                return json.TryBool(out _isBuyerMaker);
            default:
                return _data.TryField(ref json, name);
        }
    }
}

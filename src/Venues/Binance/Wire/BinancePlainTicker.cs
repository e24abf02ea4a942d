using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>The data of bookTicker as the plain reader reads it: best bid and ask.</summary>
/// <param name="topic">The stream.</param>
internal struct BinancePlainTop(BinanceTopic topic) : IPlainFields
{
    private const int SeenAll = 0b1_1111;
    private readonly BinanceTopic _topic = topic;
    private BinancePlainData _data;
    private decimal _bid;
    private decimal _bidSize;
    private decimal _ask;
    private decimal _askSize;
    private int _seen; // One bit a field that must be there.

    /// <summary>Whether everything was there.</summary>
    public readonly bool IsComplete => _seen == SeenAll && _data.HasTime;

    /// <summary>The message.</summary>
    public readonly Ticker ToTicker() => new(
        _data.Time,
        IsSnapshot: false,
        BidQuote: _bid,
        BidSizeBase: _bidSize,
        AskQuote: _ask,
        AskSizeBase: _askSize);

    /// <inheritdoc/>
    public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
    {
        switch (name.Length == 1 ? name[0] : (byte)0)
        {
            case (byte)'s':
                _seen |= 1;
                return BinancePlainData.TrySymbol(ref json, _topic);
            case (byte)'b':
                _seen |= 2;
                return json.TryDecimal(out _bid);
            case (byte)'B':
                _seen |= 4;
                return json.TryDecimal(out _bidSize);
            case (byte)'a':
                _seen |= 8;
                return json.TryDecimal(out _ask);
            case (byte)'A':
                _seen |= 16;
                return json.TryDecimal(out _askSize);
            default:
                return _data.TryField(ref json, name);
        }
    }
}

/// <summary>The data of markPriceUpdate as the plain reader reads it.</summary>
/// <param name="topic">The stream.</param>
internal struct BinancePlainMark(BinanceTopic topic) : IPlainFields
{
    private const int SeenAll = 0b11;
    private readonly BinanceTopic _topic = topic;
    private BinancePlainData _data;
    private decimal _mark;
    private decimal? _index;
    private decimal? _fundingRate;
    private DateTimeOffset? _nextFunding;
    private int _seen; // One bit a field that must be there.

    /// <summary>Whether everything was there.</summary>
    public readonly bool IsComplete => _seen == SeenAll && _data.HasTime;

    /// <summary>The message: no rate and a time of 0 where there is no funding.</summary>
    public readonly Ticker ToTicker() => new(
        _data.Time,
        IsSnapshot: false,
        MarkPriceQuote: _mark,
        IndexPriceQuote: _index,
        FundingRateFraction: _fundingRate,
        NextFundingTime: _nextFunding == DateTimeOffset.UnixEpoch ? null : _nextFunding);

    /// <inheritdoc/>
    public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
    {
        switch (name.Length == 1 ? name[0] : (byte)0)
        {
            case (byte)'s':
                _seen |= 1;
                return BinancePlainData.TrySymbol(ref json, _topic);
            case (byte)'p':
                _seen |= 2;
                return json.TryDecimal(out _mark);
            case (byte)'i':
                return json.TryDecimalOrNone(out _index);
            case (byte)'r':
                return json.TryDecimalOrNone(out _fundingRate);
            case (byte)'T':
                return json.TryTime(out _nextFunding);
            default:
                return _data.TryField(ref json, name);
        }
    }
}

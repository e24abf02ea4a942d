using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>The fields of a ticker as far as they are used, read by the general reader or by the plain one.</summary>
internal struct BybitTickerFields
{
    private decimal? _last;
    private decimal? _mark;
    private decimal? _index;
    private decimal? _bid;
    private decimal? _bidSize;
    private decimal? _ask;
    private decimal? _askSize;
    private decimal? _bothSidesInterest;
    private decimal? _oneSideInterest;
    private decimal? _fundingRate;
    private DateTimeOffset? _nextFunding;

    /// <summary>Reads the value of the property the reader stands on, or steps over it.</summary>
    public void ReadField(ref Utf8JsonReader reader)
    {
        if (!ReadPrice(ref reader) && !ReadQuote(ref reader) && !ReadPerpetual(ref reader))
        {
            BybitFrameData.SkipValue(ref reader);
        }
    }

    /// <summary>Reads the value behind a name in its plain form, or steps over it; false when it has another.</summary>
    public bool TryField(ref PlainJson json, ReadOnlySpan<byte> name) => name.Length switch
    {
        8 when name.SequenceEqual("bid1Size"u8) => json.TryDecimalOrNone(out _bidSize),
        8 when name.SequenceEqual("ask1Size"u8) => json.TryDecimalOrNone(out _askSize),
        9 when name.SequenceEqual("lastPrice"u8) => json.TryDecimalOrNone(out _last),
        9 when name.SequenceEqual("markPrice"u8) => json.TryDecimalOrNone(out _mark),
        9 when name.SequenceEqual("bid1Price"u8) => json.TryDecimalOrNone(out _bid),
        9 when name.SequenceEqual("ask1Price"u8) => json.TryDecimalOrNone(out _ask),
        10 when name.SequenceEqual("indexPrice"u8) => json.TryDecimalOrNone(out _index),
        11 when name.SequenceEqual("fundingRate"u8) => json.TryDecimalOrNone(out _fundingRate),
        12 when name.SequenceEqual("openInterest"u8) => json.TryDecimalOrNone(out _bothSidesInterest),
        15 when name.SequenceEqual("nextFundingTime"u8) => BybitPlain.TryTimeText(ref json, out _nextFunding),
        18 when name.SequenceEqual("singleOpenInterest"u8) => json.TryDecimalOrNone(out _oneSideInterest),
        _ => json.TrySkip(),
    };

    /// <summary>
    /// The message. Open interest is one side: <c>openInterest</c> counts both, so half of it stands in where the venue
    /// leaves <c>singleOpenInterest</c> out.
    /// </summary>
    public readonly Ticker ToTicker(DateTimeOffset time, bool isSnapshot) => new(
        time,
        isSnapshot,
        _last,
        _mark,
        _index,
        _bid,
        _bidSize,
        _ask,
        _askSize,
        _oneSideInterest ?? _bothSidesInterest / 2m,
        _fundingRate,
        _nextFunding);

    private bool ReadPrice(ref Utf8JsonReader reader) =>
        Read(ref reader, "lastPrice"u8, "data.lastPrice", ref _last)
        || Read(ref reader, "markPrice"u8, "data.markPrice", ref _mark)
        || Read(ref reader, "indexPrice"u8, "data.indexPrice", ref _index);

    private bool ReadQuote(ref Utf8JsonReader reader) =>
        Read(ref reader, "bid1Price"u8, "data.bid1Price", ref _bid)
        || Read(ref reader, "bid1Size"u8, "data.bid1Size", ref _bidSize)
        || Read(ref reader, "ask1Price"u8, "data.ask1Price", ref _ask)
        || Read(ref reader, "ask1Size"u8, "data.ask1Size", ref _askSize);

    private bool ReadPerpetual(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("nextFundingTime"u8))
        {
            reader.Read();
            _nextFunding = BybitJson.TimeTextOrNone(ref reader, "data.nextFundingTime");
            return true;
        }

        return Read(ref reader, "openInterest"u8, "data.openInterest", ref _bothSidesInterest)
            || Read(ref reader, "singleOpenInterest"u8, "data.singleOpenInterest", ref _oneSideInterest)
            || Read(ref reader, "fundingRate"u8, "data.fundingRate", ref _fundingRate);
    }

    private static bool Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, string field, ref decimal? value)
    {
        if (!reader.ValueTextEquals(name))
        {
            return false;
        }

        reader.Read();
        value = BybitJson.DecimalOrNone(ref reader, field);
        return true;
    }
}

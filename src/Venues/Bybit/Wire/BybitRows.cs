using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>The fields of a ticker as far as they are used.</summary>
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

/// <summary>A row of trades or liquidations: both use the same short keys.</summary>
/// <param name="Time">T, when it was matched.</param>
/// <param name="Side">S: of the taker for trades, of the position for liquidations.</param>
/// <param name="PriceQuote">p.</param>
/// <param name="SizeBase">v.</param>
/// <param name="TradeId">i; liquidations have none.</param>
internal readonly record struct BybitPrintRow(
    DateTimeOffset Time, Side Side, decimal PriceQuote, decimal SizeBase, string? TradeId)
{
    /// <summary>Reads a row; the reader stands on its brace.</summary>
    public static BybitPrintRow Read(ref Utf8JsonReader reader, InstrumentId coin)
    {
        DateTimeOffset? time = null;
        Side? side = null;
        decimal? price = null;
        decimal? size = null;
        string? id = null;
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "data row");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            reader.Read();
            switch (key)
            {
                case (byte)'T': time = BybitJson.Time(ref reader, "data.T"); break;
                case (byte)'S': side = ReadSide(ref reader); break;
                case (byte)'p': price = BybitJson.Decimal(ref reader, "data.p"); break;
                case (byte)'v': size = BybitJson.Decimal(ref reader, "data.v"); break;
                case (byte)'i': id = BybitJson.Text(ref reader, "data.i"); break;
                case (byte)'s': BybitFrameData.CheckSymbol(ref reader, coin, "data.s"); break;
                default: reader.Skip(); break;
            }
        }

        return new BybitPrintRow(
            BybitJson.Required(time, "data.T"),
            BybitJson.Required(side, "data.S"),
            BybitJson.Required(price, "data.p"),
            BybitJson.Required(size, "data.v"),
            id);
    }

    private static Side ReadSide(ref Utf8JsonReader reader) =>
        BybitJson.TextIs(ref reader, "Buy"u8, "data.S") ? Side.Buy
        : reader.ValueTextEquals("Sell"u8) ? Side.Sell
        : throw new BybitFormatException($"data.S '{BybitJson.Shown(reader.ValueSpan)}' is neither Buy nor Sell");
}

/// <summary>A row of the kline topic.</summary>
internal static class BybitCandleRow
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Reads a row of the one-minute topic; the reader stands on its brace.</summary>
    public static (Candle Candle, bool IsClosed) Read(ref Utf8JsonReader reader)
    {
        DateTimeOffset? start = null;
        bool? confirm = null;
        var numbers = default(Numbers);
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "data row");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("start"u8))
            {
                reader.Read();
                start = BybitJson.Time(ref reader, "data.start");
            }
            else if (reader.ValueTextEquals("confirm"u8))
            {
                reader.Read();
                confirm = BybitJson.Bool(ref reader, "data.confirm");
            }
            else if (reader.ValueTextEquals("interval"u8))
            {
                reader.Read();
                CheckInterval(ref reader);
            }
            else
            {
                numbers.ReadField(ref reader);
            }
        }

        var candle = numbers.ToCandle(BybitJson.Required(start, "data.start"));
        return (candle, BybitJson.Required(confirm, "data.confirm"));
    }

    private static void CheckInterval(ref Utf8JsonReader reader)
    {
        if (!BybitJson.TextIs(ref reader, "1"u8, "data.interval"))
        {
            throw new BybitFormatException($"data.interval '{BybitJson.Shown(reader.ValueSpan)}' is not the topic's 1");
        }
    }

    private struct Numbers
    {
        private decimal? _open;
        private decimal? _high;
        private decimal? _low;
        private decimal? _close;
        private decimal? _volume;
        private decimal? _turnover;

        public void ReadField(ref Utf8JsonReader reader)
        {
            if (!Read(ref reader, "open"u8, "data.open", ref _open)
                && !Read(ref reader, "high"u8, "data.high", ref _high)
                && !Read(ref reader, "low"u8, "data.low", ref _low)
                && !Read(ref reader, "close"u8, "data.close", ref _close)
                && !Read(ref reader, "volume"u8, "data.volume", ref _volume)
                && !Read(ref reader, "turnover"u8, "data.turnover", ref _turnover))
            {
                BybitFrameData.SkipValue(ref reader);
            }
        }

        public readonly Candle ToCandle(DateTimeOffset start) => new(
            start,
            Interval,
            BybitJson.Required(_open, "data.open"),
            BybitJson.Required(_high, "data.high"),
            BybitJson.Required(_low, "data.low"),
            BybitJson.Required(_close, "data.close"),
            BybitJson.Required(_volume, "data.volume"),
            BybitJson.Required(_turnover, "data.turnover"));

        private static bool Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, string field, ref decimal? value)
        {
            if (!reader.ValueTextEquals(name))
            {
                return false;
            }

            reader.Read();
            value = BybitJson.Decimal(ref reader, field);
            return true;
        }
    }
}

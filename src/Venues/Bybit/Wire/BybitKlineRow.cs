using System.Text.Json;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>A row of the kline topic, read by the general reader or by the plain one.</summary>
internal struct BybitKlineRow
{
    private const int NumbersAll = 0b11_1111;
    private DateTimeOffset? _start;
    private DateTimeOffset? _end;
    private bool? _isClosed;
    private decimal _open;
    private decimal _high;
    private decimal _low;
    private decimal _close;
    private decimal _volume;
    private decimal _turnover;
    private int _seen; // One bit a number.
    private TimeSpan? _length;

    /// <summary>Reads a row with the general reader, which stands on its brace.</summary>
    public static BybitKlineRow Read(ref Utf8JsonReader reader, BybitInterval interval)
    {
        var row = new BybitKlineRow { _length = interval.Length };
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "data row");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            row.ReadField(ref reader, interval);
        }

        row.CheckComplete();
        return row;
    }

    /// <summary>Reads a row in its plain form, behind the brace; false when it has another.</summary>
    public static bool TryRead(ref PlainJson json, BybitInterval interval, out BybitKlineRow row)
    {
        row = new BybitKlineRow { _length = interval.Length };
        for (var hasMore = true; hasMore;)
        {
            if (!json.TryName(out var name) || !row.TryField(ref json, name, interval)
                || !json.TryNext((byte)'}', out hasMore))
            {
                return false;
            }
        }

        return row.IsComplete;
    }

    /// <summary>The message for the coin.</summary>
    public readonly IWithCoin ToMessage(InstrumentId coin)
    {
        var length = _length ?? _end!.Value - _start!.Value + TimeSpan.FromMilliseconds(1);
        var candle = new Candle(_start!.Value, length, _open, _high, _low, _close, _volume, _turnover);
        return _isClosed!.Value
            ? new CoinCommands.ApplyCandle(coin, candle)
            : new CoinCommands.ApplyFormingCandle(coin, candle);
    }

    // An end is needed, and looked at, only where the interval does not tell it.
    private readonly bool IsComplete => _start is { } start && _isClosed is not null && _seen == NumbersAll
        && (_length is not null || _end > start);

    private readonly void CheckComplete()
    {
        foreach (var (bit, name) in (ReadOnlySpan<(int, string)>)
            [(1, "open"), (2, "high"), (4, "low"), (8, "close"), (16, "volume"), (32, "turnover")])
        {
            if ((_seen & bit) == 0)
            {
                throw new VenueFormatException($"data.{name} is missing");
            }
        }

        BybitJson.Required(_start, "data.start");
        BybitJson.Required(_isClosed, "data.confirm");
        if (!IsComplete)
        {
            throw new VenueFormatException("data.end is missing or not after data.start");
        }
    }

    private void ReadField(ref Utf8JsonReader reader, BybitInterval interval)
    {
        if (reader.ValueTextEquals("start"u8))
        {
            reader.Read();
            _start = BybitJson.Time(ref reader, "data.start");
        }
        else if (interval.Length is null && reader.ValueTextEquals("end"u8))
        {
            reader.Read();
            _end = BybitJson.Time(ref reader, "data.end");
        }
        else if (reader.ValueTextEquals("confirm"u8))
        {
            reader.Read();
            _isClosed = BybitJson.Bool(ref reader, "data.confirm");
        }
        else if (reader.ValueTextEquals("interval"u8))
        {
            reader.Read();
            CheckInterval(ref reader, interval);
        }
        else
        {
            ReadNumber(ref reader);
        }
    }

    private void ReadNumber(ref Utf8JsonReader reader)
    {
        if (!Read(ref reader, "open"u8, "data.open", ref _open, 1)
            && !Read(ref reader, "high"u8, "data.high", ref _high, 2)
            && !Read(ref reader, "low"u8, "data.low", ref _low, 4)
            && !Read(ref reader, "close"u8, "data.close", ref _close, 8)
            && !Read(ref reader, "volume"u8, "data.volume", ref _volume, 16)
            && !Read(ref reader, "turnover"u8, "data.turnover", ref _turnover, 32))
        {
            BybitFrameData.SkipValue(ref reader);
        }
    }

    private bool Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, string field, ref decimal value, int bit)
    {
        if (!reader.ValueTextEquals(name))
        {
            return false;
        }

        reader.Read();
        value = BybitJson.Decimal(ref reader, field);
        _seen |= bit;
        return true;
    }

    private static void CheckInterval(ref Utf8JsonReader reader, BybitInterval interval)
    {
        if (!BybitJson.TextIs(ref reader, interval.WireUtf8.Span, "data.interval"))
        {
            throw new VenueFormatException(
                $"data.interval '{BybitJson.Shown(reader.ValueSpan)}' is not the topic's {interval.Wire}");
        }
    }

    private bool TryField(ref PlainJson json, ReadOnlySpan<byte> name, BybitInterval interval) => name switch
    {
        _ when name.SequenceEqual("start"u8) => json.TryTime(out _start),
        _ when name.SequenceEqual("end"u8) => json.TryTime(out _end),
        _ when name.SequenceEqual("interval"u8) =>
            json.TryText(out var text) && text.SequenceEqual(interval.WireUtf8.Span),
        _ when name.SequenceEqual("open"u8) => TryNumber(ref json, ref _open, 1),
        _ when name.SequenceEqual("high"u8) => TryNumber(ref json, ref _high, 2),
        _ when name.SequenceEqual("low"u8) => TryNumber(ref json, ref _low, 4),
        _ when name.SequenceEqual("close"u8) => TryNumber(ref json, ref _close, 8),
        _ when name.SequenceEqual("volume"u8) => TryNumber(ref json, ref _volume, 16),
        _ when name.SequenceEqual("turnover"u8) => TryNumber(ref json, ref _turnover, 32),
        _ when name.SequenceEqual("confirm"u8) => TryConfirm(ref json),
        _ => json.TrySkip(),
    };

    private bool TryNumber(ref PlainJson json, ref decimal value, int bit)
    {
        _seen |= bit;
        return json.TryDecimal(out value);
    }

    private bool TryConfirm(ref PlainJson json)
    {
        var isBool = json.TryBool(out var isClosed);
        _isClosed = isClosed;
        return isBool;
    }
}

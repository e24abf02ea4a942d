using System.Buffers.Binary;
using System.Numerics;

namespace WhaleStack.Venues.Json;

/// <summary>The fields of an object that are looked for.</summary>
internal interface IPlainFields
{
    /// <summary>Reads the value behind a name in its plain form, or steps over it; false when it has another.</summary>
    bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name);
}

/// <summary>
/// Walks over JSON in the form that venues send it: no white space, no escapes, ASCII. Each step is false when it
/// meets anything else, and the caller then turns to the general reader; so a true says that the bytes passed are JSON.
/// </summary>
internal ref struct PlainJson
{
    private const ulong Ones = 0x0101_0101_0101_0101;

    // 18 digits always fit.
    private const int LongDigitsMax = 18;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    public PlainJson(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Whether everything was passed.</summary>
    public readonly bool IsEnd => _at == _bytes.Length;

    /// <summary>Passes a byte if it is the next.</summary>
    public bool TryByte(byte wanted)
    {
        if ((uint)_at >= (uint)_bytes.Length || _bytes[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Passes a name and its colon.</summary>
    public bool TryName(out ReadOnlySpan<byte> name) => TryText(out name) && TryByte((byte)':');

    /// <summary>Passes what stands between two members: a comma, or the end in which case there are no more.</summary>
    /// <param name="end">The bracket or brace that ends the list.</param>
    /// <param name="hasMore">Whether it was a comma.</param>
    public bool TryNext(byte end, out bool hasMore)
    {
        hasMore = TryByte((byte)',');
        return hasMore || TryByte(end);
    }

    /// <summary>Passes a text; its bytes are what stands between the quotes.</summary>
    public bool TryText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryByte((byte)'"'))
        {
            return false;
        }

        var rest = _bytes[_at..];
        var end = PlainLength(rest);
        if ((uint)end >= (uint)rest.Length || rest[end] != '"')
        {
            return false;
        }

        text = rest[..end];
        _at += end + 1;
        return true;
    }

    /// <summary>Passes a text that is a decimal.</summary>
    public bool TryDecimal(out decimal value)
    {
        value = 0m;
        if (!TryByte((byte)'"') || !Utf8Decimal.TryRead(_bytes[_at..], out value, out var length))
        {
            return false;
        }

        _at += length;
        return TryByte((byte)'"');
    }

    /// <summary>Passes a text that is a decimal, or is empty: null.</summary>
    public bool TryDecimalOrNone(out decimal? value)
    {
        value = null;
        if (_bytes.Length - _at >= 2 && _bytes[_at] == '"' && _bytes[_at + 1] == '"')
        {
            _at += 2;
            return true;
        }

        var isNumber = TryDecimal(out var number);
        value = number;
        return isNumber;
    }

    /// <summary>Passes a whole number from 0 of at most 18 digits.</summary>
    public bool TryLong(out long value)
    {
        value = 0;
        var start = _at;
        if (_bytes.Length - _at >= sizeof(ulong)
            && TryEightDigits(BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_at..]), out var eight))
        {
            value = eight;
            _at += sizeof(ulong);
        }

        while ((uint)_at < (uint)_bytes.Length && (uint)(_bytes[_at] - '0') is <= 9 and var digit)
        {
            value = (value * 10) + digit;
            _at++;
        }

        var digits = _at - start;
        return digits is > 0 and <= LongDigitsMax && (digits == 1 || _bytes[start] != '0');
    }

    /// <summary>Passes a time written as a number of milliseconds.</summary>
    public bool TryTime(out DateTimeOffset? time)
    {
        var isTime = TryLong(out var milliseconds) && milliseconds <= VenueTime.EpochMsMax;
        time = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        return isTime;
    }

    /// <summary>Passes an object of at least one field; the fields say what each value is.</summary>
    /// <typeparam name="T">The fields that are looked for.</typeparam>
    public bool TryObject<T>(ref T fields)
        where T : IPlainFields
    {
        if (!TryByte((byte)'{'))
        {
            return false;
        }

        for (var hasMore = true; hasMore;)
        {
            if (!TryName(out var name) || !fields.TryField(ref this, name) || !TryNext((byte)'}', out hasMore))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Passes true or false.</summary>
    public bool TryBool(out bool value)
    {
        var rest = _bytes[_at..];
        value = rest.StartsWith("true"u8);
        if (!value && !rest.StartsWith("false"u8))
        {
            return false;
        }

        _at += value ? 4 : 5;
        return true;
    }

    /// <summary>Passes a text, a whole number, true or false.</summary>
    public bool TrySkip() =>
        (uint)_at < (uint)_bytes.Length && _bytes[_at] switch
        {
            (byte)'"' => TryText(out _),
            (byte)'t' or (byte)'f' => TryBool(out _),
            _ => TryLong(out _),
        };

    // Eight characters at once, the first of which is the lowest byte: pairs, then fours, then all.
    private static bool TryEightDigits(ulong eight, out uint value)
    {
        var isDigit = ((eight + (Ones * 0x46)) | (eight - (Ones * 0x30))) & (Ones * 0x80);
        var pairs = (eight & (Ones * 0x0f)) * 2561 >> 8;
        var fours = (pairs & 0x00ff_00ff_00ff_00ff) * 6553601 >> 16;
        value = (uint)((fours & 0x0000_ffff_0000_ffff) * 42949672960001 >> 32);
        return isDigit == 0;
    }

    // How many bytes from the start are none of: quote, backslash, control character, part of a longer character.
    private static int PlainLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes.Length - at >= sizeof(ulong))
        {
            var special = Special(BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
            if (special != 0)
            {
                return at + (BitOperations.TrailingZeroCount(special) / 8);
            }

            at += sizeof(ulong);
        }

        while (at < bytes.Length && bytes[at] is >= 0x20 and < 0x80 and not (byte)'"' and not (byte)'\\')
        {
            at++;
        }

        return at;
    }

    // The lowest bit set is the highest of the first special byte; those above it mean nothing.
    private static ulong Special(ulong eight)
    {
        var quote = eight ^ (Ones * '"');
        var backslash = eight ^ (Ones * '\\');
        var isSpecial = (eight - (Ones * 0x20)) | eight | ((quote - Ones) & ~quote) | ((backslash - Ones) & ~backslash);
        return isSpecial & (Ones * 0x80);
    }
}

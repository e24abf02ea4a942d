using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Messages.Units;

/// <summary>
/// A venue's id of a trade, kept as the venue wrote it. UUIDs and whole numbers, which is what venues use, take no
/// memory of their own; any other text is held as such.
/// </summary>
/// <remarks>Two ids are equal when their texts are, ordinally: each text has exactly one form.</remarks>
[JsonConverter(typeof(TradeIdJsonConverter))]
public readonly record struct TradeId
{
    private const int UuidChars = 36;
    private const int NumberCharsMax = 19;
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong LowBytes = 0xffff_ffff_ffff;
    private static readonly object Uuid = new();
    private static readonly object Number = new();

    private readonly object? _form; // Uuid, Number, a text, or null for the empty text.
    private readonly ulong _high;
    private readonly ulong _low;

    private TradeId(object form, ulong high, ulong low) => (_form, _high, _low) = (form, high, low);

    /// <summary>An id from its text.</summary>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public static TradeId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > UuidChars)
        {
            return new TradeId(text, 0, 0);
        }

        Span<byte> utf8 = stackalloc byte[UuidChars];
        return Encoding.UTF8.TryGetBytes(text, utf8, out var length) && TryParsePlain(utf8[..length], out var id)
            ? id
            : text.Length == 0 ? default : new TradeId(text, 0, 0);
    }

    /// <summary>The id that is a whole number, as from its text.</summary>
    public static TradeId Of(long number) =>
        number >= 0 ? new TradeId(Number, 0, (ulong)number) : Parse(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// An id from UTF-8 without allocating; false when the text is neither a lower-case UUID nor a whole number of up
    /// to 19 digits without zeros in front.
    /// </summary>
    public static bool TryParsePlain(ReadOnlySpan<byte> utf8, out TradeId id)
    {
        id = default;
        if (utf8.Length == UuidChars)
        {
            return TryParseUuid(utf8, out id);
        }

        if (utf8.Length is 0 or > NumberCharsMax || (utf8[0] == '0' && utf8.Length > 1))
        {
            return false;
        }

        var number = 0UL;
        foreach (var c in utf8)
        {
            if (!char.IsAsciiDigit((char)c))
            {
                return false;
            }

            number = (number * 10) + (uint)(c - '0');
        }

        id = new TradeId(Number, 0, number);
        return true;
    }

    /// <summary>The text as the venue wrote it.</summary>
    public override string ToString() => _form switch
    {
        null => "",
        string text => text,
        _ when ReferenceEquals(_form, Number) => _low.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{_high >> 32:x8}-{(ushort)(_high >> 16):x4}-{(ushort)_high:x4}-{_low >> 48:x4}-{_low & LowBytes:x12}"),
    };

    private static bool TryParseUuid(ReadOnlySpan<byte> utf8, out TradeId id)
    {
        id = default;
        if (utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-')
        {
            return false;
        }

        var first = BinaryPrimitives.ReadUInt64LittleEndian(utf8);
        var second = Halves(utf8[9..], utf8[14..]);
        var third = Halves(utf8[19..], utf8[24..]);
        var fourth = BinaryPrimitives.ReadUInt64LittleEndian(utf8[28..]);
        if (!IsHex(first) || !IsHex(second) || !IsHex(third) || !IsHex(fourth))
        {
            return false;
        }

        id = new TradeId(Uuid, (FromHex(first) << 32) | FromHex(second), (FromHex(third) << 32) | FromHex(fourth));
        return true;
    }

    private static ulong Halves(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        BinaryPrimitives.ReadUInt32LittleEndian(first)
        | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(second) << 32);

    // Eight characters at once: each sum has its highest bit set where the character is at least the one named.
    private static bool IsHex(ulong eight)
    {
        var isDigit = (eight + (Ones * (0x80 - '0'))) & ~(eight + (Ones * (0x80 - ':')));
        var isLetter = (eight + (Ones * (0x80 - 'a'))) & ~(eight + (Ones * (0x80 - 'g')));
        return ((isDigit | isLetter) & ~eight & (Ones * 0x80)) == Ones * 0x80;
    }

    // The value of eight hexadecimal digits, the first of which is the lowest byte.
    private static ulong FromHex(ulong eight)
    {
        var digits = (eight & (Ones * 0x0f)) + (((eight >> 6) & Ones) * 9);
        var bytes = ((digits << 4) | (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
        var words = ((bytes << 8) | (bytes >> 16)) & 0x0000_ffff_0000_ffff;
        return ((words << 16) | (words >> 32)) & 0xffff_ffff;
    }
}

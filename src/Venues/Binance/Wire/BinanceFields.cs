using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>
/// The fields of one object of Binance's, whose names are single letters: where each stands in the bytes. Found in one
/// pass, in whatever order; other names are stepped over, of a name that comes twice the last one counts.
/// </summary>
internal ref struct BinanceFields
{
    private const int ShownCharsMax = 80;

    private readonly ReadOnlySpan<byte> _json;
    private Slots _slots;

    private BinanceFields(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Reads an object; the bytes must be JSON.</summary>
    /// <exception cref="VenueFormatException">It is no object.</exception>
    public static BinanceFields Read(ReadOnlySpan<byte> json)
    {
        var fields = new BinanceFields(json);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new VenueFormatException("data is no object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = LetterOf(reader.ValueSpan);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var type = reader.ValueIsEscaped ? JsonTokenType.None : reader.TokenType;
            reader.Skip();
            fields._slots[name] = new Slot(start, (int)reader.BytesConsumed - start, type);
        }

        return fields;
    }

    /// <summary>Whether a field is there.</summary>
    public readonly bool Has(char name) => _slots[name].Length > 0;

    /// <summary>The bytes of an object or array, brackets included.</summary>
    public readonly ReadOnlySpan<byte> Nested(char name, JsonTokenType wanted) => Of(name, wanted);

    /// <summary>A text's bytes.</summary>
    public readonly ReadOnlySpan<byte> Text(char name) => Of(name, JsonTokenType.String)[1..^1];

    /// <summary>A decimal written as a text.</summary>
    public readonly decimal Decimal(char name) => Decimal(Text(name), name);

    /// <summary>A decimal written as a text; null for the empty text and for a field that is not there.</summary>
    public readonly decimal? DecimalOrNone(char name) =>
        !Has(name) || Text(name).IsEmpty ? null : Decimal(name);

    /// <summary>A whole number.</summary>
    public readonly long Long(char name)
    {
        var bytes = Of(name, JsonTokenType.Number);
        return Utf8Parser.TryParse(bytes, out long value, out var used) && used == bytes.Length
            ? value
            : throw new VenueFormatException($"{name} '{Shown(bytes)}' is no whole number");
    }

    /// <summary>A time in milliseconds.</summary>
    public readonly DateTimeOffset Time(char name)
    {
        var milliseconds = Long(name);
        return milliseconds is >= 0 and <= VenueTime.EpochMsMax
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new VenueFormatException($"{name} {milliseconds} is no time in milliseconds");
    }

    /// <summary>True or false.</summary>
    public readonly bool Bool(char name) => _slots[name].Type switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new VenueFormatException($"{name} is not true or false"),
    };

    /// <summary>A decimal in UTF-8, all of it.</summary>
    public static decimal Decimal(ReadOnlySpan<byte> text, char name)
    {
        var isPlain = Utf8Decimal.TryRead(text, out var value, out var used) && used == text.Length;
        return isPlain || (Utf8Parser.TryParse(text, out value, out used) && used == text.Length)
            ? value
            : throw new VenueFormatException($"{name} '{Shown(text)}' is no number");
    }

    /// <summary>The first characters of some bytes on one line, for messages.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, ShownCharsMax)]);
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private readonly ReadOnlySpan<byte> Of(char name, JsonTokenType wanted)
    {
        var slot = _slots[name];
        return slot.Length > 0 && slot.Type == wanted
            ? _json.Slice(slot.Start, slot.Length)
            : throw new VenueFormatException(
                slot.Length == 0 ? $"{name} is missing" : $"{name} is {slot.Type}, must be {wanted}");
    }

    // The names of the REST snapshot stand for their letters; slot 0 is for what nobody asks for.
    private static int LetterOf(ReadOnlySpan<byte> name) =>
        name.Length == 1 && char.IsAsciiLetter((char)name[0]) ? name[0]
        : name.SequenceEqual("pu"u8) ? Slots.PreviousUpdate
        : name.SequenceEqual("st"u8) ? Slots.Family
        : name.SequenceEqual("lastUpdateId"u8) ? 'u'
        : name.SequenceEqual("bids"u8) ? 'b'
        : name.SequenceEqual("asks"u8) ? 'a'
        : 0;

    /// <summary>Where a field stands.</summary>
    internal readonly record struct Slot(int Start, int Length, JsonTokenType Type);

    /// <summary>A slot a character.</summary>
    [InlineArray(128)]
    internal struct Slots
    {
        /// <summary>Slot of <c>pu</c>.</summary>
        public const char PreviousUpdate = '\u0001';

        /// <summary>Slot of <c>st</c>: 1 is USD-M, 2 is COIN-M.</summary>
        public const char Family = '\u0002';

        private Slot _first;
    }
}

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>
/// Reads values as Bybit writes them, straight from UTF-8: numbers are strings, times are epoch milliseconds. A wrong
/// type
/// or an unreadable value is a <see cref="VenueFormatException"/> that names the field.
/// </summary>
internal static class BybitJson
{
    private const int ShownCharsMax = 80;

    /// <summary>A decimal written as a string.</summary>
    public static decimal Decimal(ref Utf8JsonReader reader, string field) =>
        DecimalOrNone(ref reader, field) ?? throw new VenueFormatException($"{field} is empty");

    /// <summary>A decimal written as a string; null for the empty string.</summary>
    public static decimal? DecimalOrNone(ref Utf8JsonReader reader, string field)
    {
        var text = Utf8(ref reader, field);
        if (text.IsEmpty)
        {
            return null;
        }

        return Utf8Parser.TryParse(text, out decimal value, out var consumed) && consumed == text.Length
            ? value
            : throw new VenueFormatException($"{field} '{Shown(text)}' is no number");
    }

    /// <summary>A whole number written as a number.</summary>
    public static long Long(ref Utf8JsonReader reader, string field)
    {
        Expect(ref reader, JsonTokenType.Number, field);
        return reader.TryGetInt64(out var value)
            ? value
            : throw new VenueFormatException($"{field} '{Shown(reader.ValueSpan)}' is no whole number");
    }

    /// <summary>A time written as a number of milliseconds.</summary>
    public static DateTimeOffset Time(ref Utf8JsonReader reader, string field) => Time(Long(ref reader, field), field);

    /// <summary>A time written as a string of milliseconds; null for the empty string and for 0.</summary>
    public static DateTimeOffset? TimeTextOrNone(ref Utf8JsonReader reader, string field)
    {
        var text = Utf8(ref reader, field);
        if (text.IsEmpty)
        {
            return null;
        }

        if (!Utf8Parser.TryParse(text, out long milliseconds, out var consumed) || consumed != text.Length)
        {
            throw new VenueFormatException($"{field} '{Shown(text)}' is no time in milliseconds");
        }

        return milliseconds == 0 ? null : Time(milliseconds, field);
    }

    /// <summary>A time written as a string of milliseconds.</summary>
    public static DateTimeOffset TimeText(ref Utf8JsonReader reader, string field) =>
        TimeTextOrNone(ref reader, field) ?? throw new VenueFormatException($"{field} is empty or 0");

    /// <summary>True or false.</summary>
    public static bool Bool(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new VenueFormatException($"{field} is {Word(reader.TokenType)}, must be true or false"),
    };

    /// <summary>A text.</summary>
    public static string Text(ref Utf8JsonReader reader, string field)
    {
        Expect(ref reader, JsonTokenType.String, field);
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new VenueFormatException($"{field} is not valid UTF-8");
        }
    }

    /// <summary>A text's bytes: in place where they are plain, else unescaped.</summary>
    public static ReadOnlySpan<byte> Utf8(scoped ref Utf8JsonReader reader, string field)
    {
        Expect(ref reader, JsonTokenType.String, field);
        return reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Text(ref reader, field)) : reader.ValueSpan;
    }

    /// <summary>Whether a text equals the given one; anything but a text is an error.</summary>
    public static bool TextIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> wanted, string field)
    {
        Expect(ref reader, JsonTokenType.String, field);
        return reader.ValueTextEquals(wanted);
    }

    /// <summary>Requires a token.</summary>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType wanted, string field)
    {
        if (reader.TokenType != wanted)
        {
            throw new VenueFormatException($"{field} is {Word(reader.TokenType)}, must be {Word(wanted)}");
        }
    }

    /// <summary>Requires what was read to be there.</summary>
    public static T Required<T>(T? value, string field)
        where T : struct => value ?? throw new VenueFormatException($"{field} is missing");

    /// <summary>The first characters of some bytes on one line, for messages.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, ShownCharsMax)]);
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return bytes.Length > ShownCharsMax ? line + "..." : line;
    }

    private static DateTimeOffset Time(long milliseconds, string field) =>
        milliseconds is >= 0 and <= VenueTime.EpochMsMax
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new VenueFormatException($"{field} {milliseconds} is no time in milliseconds");

    private static string Word(JsonTokenType type) => type switch
    {
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => "nothing",
    };
}

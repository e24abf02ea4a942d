using System.Globalization;
using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>
/// Reads values as venues and vendors write them: one and the same number is a text here and a number there, and times
/// are milliseconds in one place and seconds in another. What is unreadable is named by its field.
/// </summary>
internal static class VenueJson
{
    // 100,000,000,000: as seconds the year 5138, as milliseconds 1973.
    private const decimal SecondsMax = 100_000_000_000m;

    // 9999-12-31: what DateTimeOffset holds.
    private const decimal EpochMsMax = 253_402_300_799_999m;

    /// <summary>A field of an object.</summary>
    public static JsonElement Field(JsonElement row, string field) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(field, out var value)
            ? value
            : throw new VenueFormatException($"{field} is missing");

    /// <summary>The elements of an array.</summary>
    public static JsonElement.ArrayEnumerator Rows(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw new VenueFormatException($"{field} is {value.ValueKind}, must be an array");

    /// <summary>An element of an array that must have so many.</summary>
    public static JsonElement At(JsonElement row, int index, int countMin, string field) =>
        row.ValueKind == JsonValueKind.Array && row.GetArrayLength() >= countMin
            ? row[index]
            : throw new VenueFormatException($"{field} is no array of at least {countMin}");

    /// <summary>A number, written as one or as a text.</summary>
    public static decimal Decimal(JsonElement value, string field)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!,
            _ => throw new VenueFormatException($"{field} is {value.ValueKind}, must be a number"),
        };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new VenueFormatException($"{field} '{Shown(text)}' is no number");
    }

    /// <summary>A number from 0.</summary>
    public static decimal Amount(JsonElement value, string field) =>
        Decimal(value, field) is >= 0m and var amount
            ? amount
            : throw new VenueFormatException($"{field} '{Shown(value.ToString())}' is below 0");

    /// <summary>A price: a number above 0.</summary>
    public static decimal Price(JsonElement value, string field) =>
        Decimal(value, field) is > 0m and var price
            ? price
            : throw new VenueFormatException($"{field} '{Shown(value.ToString())}' is not above 0");

    /// <summary>The index of something that there are so many of.</summary>
    public static int Index(JsonElement value, int count, string field)
    {
        var index = Decimal(value, field);
        return index >= 0m && index < count && index == decimal.Truncate(index)
            ? (int)index
            : throw new VenueFormatException($"{field} {index} is no index of {count}");
    }

    /// <summary>A time in seconds or milliseconds of the epoch: which of them, its size tells.</summary>
    public static DateTimeOffset Time(JsonElement value, string field)
    {
        var number = Decimal(value, field);
        var milliseconds = number < SecondsMax ? number * 1_000m : number;
        return milliseconds is > 0m and <= EpochMsMax && milliseconds == decimal.Truncate(milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : throw new VenueFormatException($"{field} {number} is no time");
    }

    /// <summary>A text that is not empty.</summary>
    public static string Text(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new VenueFormatException($"{field} is no text");

    /// <summary>The first characters on one line, for messages.</summary>
    public static string Shown(string text)
    {
        const int ShownCharsMax = 80;
        var line = string.Concat(text.Take(ShownCharsMax).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > ShownCharsMax ? line + "..." : line;
    }
}

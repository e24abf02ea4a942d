using System.Globalization;
using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>
/// An object of a REST answer or a private frame, read by field name. Venues drop optional fields, send them as null
/// or as an empty text, and write one number now as a text and now as a number: all of that is read alike. What is
/// required and missing, or is unreadable, is a <see cref="VenueFormatException"/> that names the field.
/// </summary>
internal readonly struct VenueFields
{
    private readonly JsonElement _object;
    private readonly string _path;

    public VenueFields(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new VenueFormatException($"{path} is {element.ValueKind}, must be an object");
        }

        _object = element;
        _path = path;
    }

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string field) => Find(field) is not null;

    /// <summary>A text; empty when it is missing or null.</summary>
    public string TextOrEmpty(string field)
    {
        if (Find(field) is not { } value)
        {
            return "";
        }

        return value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? Raw(value)
            : throw Wrong(field, value, "a text");
    }

    /// <summary>A text that is not empty.</summary>
    public string Text(string field)
    {
        var text = TextOrEmpty(field);
        return text.Length > 0 ? text : throw new VenueFormatException($"{_path}.{field} is missing or empty");
    }

    /// <summary>A decimal; null when it is missing, null or empty.</summary>
    public decimal? DecimalOrNone(string field)
    {
        var text = TextOrEmpty(field);
        if (text.Length == 0)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new VenueFormatException($"{_path}.{field} '{Shown(text)}' is no number");
    }

    /// <summary>A decimal.</summary>
    public decimal Decimal(string field) =>
        DecimalOrNone(field) ?? throw new VenueFormatException($"{_path}.{field} is missing or empty");

    /// <summary>A decimal for which the venue writes 0 where there is none.</summary>
    public decimal? DecimalAboveZero(string field) => DecimalOrNone(field) is > 0m and var value ? value : null;

    /// <summary>A whole number; null when it is missing, null or empty.</summary>
    public long? LongOrNone(string field)
    {
        var text = TextOrEmpty(field);
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new VenueFormatException($"{_path}.{field} '{Shown(text)}' is no whole number");
    }

    /// <summary>A whole number; 0 when it is missing, null or empty.</summary>
    public int IntOrZero(string field) => (int)Math.Clamp(LongOrNone(field) ?? 0, int.MinValue, int.MaxValue);

    /// <summary>True or false; null when it is missing or null.</summary>
    public bool? BoolOrNone(string field) => Find(field) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(field, value, "true or false"),
    };

    /// <summary>A time in milliseconds; null when it is missing, null, empty or 0.</summary>
    public DateTimeOffset? TimeOrNone(string field)
    {
        const long EpochMsMax = 253_402_300_799_999;
        return LongOrNone(field) switch
        {
            null or 0 => null,
            > 0 and <= EpochMsMax and var milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            var other => throw new VenueFormatException($"{_path}.{field} {other} is no time in milliseconds"),
        };
    }

    /// <summary>A time in milliseconds.</summary>
    public DateTimeOffset Time(string field) =>
        TimeOrNone(field) ?? throw new VenueFormatException($"{_path}.{field} is missing, empty or 0");

    /// <summary>The rows of a list of objects.</summary>
    public IEnumerable<VenueFields> Rows(string field)
    {
        var path = $"{_path}.{field}";
        return Array(field).Select((element, index) => new VenueFields(element, $"{path}[{index}]"));
    }

    /// <summary>The elements of a list.</summary>
    public IEnumerable<JsonElement> Array(string field)
    {
        if (Find(field) is not { } value)
        {
            throw new VenueFormatException($"{_path}.{field} is missing");
        }

        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw Wrong(field, value, "a list");
    }

    /// <summary>An object inside; null when it is missing or null.</summary>
    public VenueFields? ObjectOrNone(string field) =>
        Find(field) is { } value ? new VenueFields(value, $"{_path}.{field}") : null;

    /// <summary>A word for which there must be a meaning.</summary>
    public T Word<T>(string field, Func<string, T?> meaning)
        where T : struct
    {
        var text = Text(field);
        return meaning(text) ?? throw new VenueFormatException($"{_path}.{field} '{Shown(text)}' is not understood");
    }

    private JsonElement? Find(string field) =>
        _object.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Raw(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private VenueFormatException Wrong(string field, JsonElement value, string wanted) =>
        new($"{_path}.{field} is {value.ValueKind}, must be {wanted}");

    private static string Shown(string text) => VenueJson.Shown(text);
}

/// <summary>Short ways over rows.</summary>
internal static class VenueFieldsExtensions
{
    /// <summary>The first row; null when there is none.</summary>
    public static VenueFields? FirstOrNone(this IEnumerable<VenueFields> rows)
    {
        foreach (var row in rows)
        {
            return row;
        }

        return null;
    }
}

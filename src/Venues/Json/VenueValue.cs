using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>
/// A value in a REST answer or a private frame, read straight from its bytes. Venues drop optional fields, send them as
/// null or as an empty text, and write one number now as a text and now as a number: all of that is read alike. What is
/// required and missing, or is unreadable, is a <see cref="VenueFormatException"/> that names the field.
/// </summary>
internal readonly ref partial struct VenueValue
{
    private const long EpochMsMax = 253_402_300_799_999; // 9999-12-31: what DateTimeOffset holds.

    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<byte> _field;
    private readonly string _document;
    private readonly int _parent;
    private readonly int _start;
    private readonly int _length;

    /// <summary>A value that was found.</summary>
    /// <param name="json">The document.</param>
    /// <param name="document">What it is called in messages.</param>
    /// <param name="parent">Where the row stands that it is a field of.</param>
    /// <param name="field">Its name; empty for the document itself.</param>
    /// <param name="start">Where it stands.</param>
    /// <param name="length">Its length; 0 where it is missing.</param>
    public VenueValue(
        ReadOnlySpan<byte> json, string document, int parent, ReadOnlySpan<byte> field, int start, int length)
    {
        _json = json;
        _document = document;
        _parent = parent;
        _field = field;
        _start = start;
        _length = length;
    }

    /// <summary>Whether it is missing or null.</summary>
    public bool IsNone => _length == 0 || _json[_start] == 'n';

    /// <summary>Its bytes, quotes and brackets included.</summary>
    public ReadOnlySpan<byte> Json => _json.Slice(_start, _length);

    /// <summary>What it is: Object, Array, String, Number, True, False, Null or Undefined.</summary>
    public JsonValueKind Kind => _length == 0 ? JsonValueKind.Undefined : KindOf(_json[_start]);

    /// <summary>The first characters of it on one line, whatever it is; empty where it is missing.</summary>
    public string Shown => VenueJson.Shown(Kind == JsonValueKind.String ? Text(Json[1..^1]) : Text(Json));

    /// <summary>The same, which must be there and not null.</summary>
    public VenueValue Required => IsNone ? throw Wrong("is missing") : this;

    /// <summary>A whole document of any kind; proves that all of it is JSON.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static VenueValue Of(ReadOnlySpan<byte> json, string document)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var length = (int)reader.BytesConsumed - start;

        // Anything behind it is an error of the reader's.
        while (reader.Read())
        {
        }

        return new VenueValue(json, document, start, default, start, length);
    }

    /// <summary>A text; empty when it is missing or null.</summary>
    public string TextOrEmpty() => Decoded(isRepeated: false);

    /// <summary>A text that is not empty.</summary>
    public string Text() => TextOrEmpty() is { Length: > 0 } text ? text : throw Wrong("is missing or empty");

    /// <summary>A text that comes again and again, such as a symbol or a word; empty when it is missing or
    /// null.</summary>
    public string NameOrEmpty() => Decoded(isRepeated: true);

    /// <summary>A text that comes again and again and is not empty.</summary>
    public string Name() => NameOrEmpty() is { Length: > 0 } name ? name : throw Wrong("is missing or empty");

    /// <summary>A word for which there must be a meaning.</summary>
    public T Word<T>(Func<string, T?> meaning)
        where T : struct
    {
        var word = Name();
        return meaning(word) ?? throw Wrong($"'{VenueJson.Shown(word)}' is not understood");
    }

    /// <summary>A decimal; null when it is missing, null or empty.</summary>
    public decimal? DecimalOrNone()
    {
        var text = Utf8();
        if (text.IsEmpty)
        {
            return null;
        }

        return (Utf8Decimal.TryRead(text, out var value, out var used) && used == text.Length)
            || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            ? value
            : throw Wrong($"'{VenueJson.Shown(Text(text))}' is no number");
    }

    /// <summary>A decimal.</summary>
    public decimal Decimal() => DecimalOrNone() ?? throw Wrong("is missing or empty");

    /// <summary>A decimal for which the venue writes 0 where there is none.</summary>
    public decimal? DecimalAboveZero() => DecimalOrNone() is > 0m and var value ? value : null;

    /// <summary>A whole number; null when it is missing, null or empty.</summary>
    public long? LongOrNone()
    {
        var text = Utf8();
        if (text.IsEmpty)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong($"'{VenueJson.Shown(Text(text))}' is no whole number");
    }

    /// <summary>A whole number, at the end of its range where it is beyond; 0 when it is missing, null or
    /// empty.</summary>
    public int IntOrZero() => (int)Math.Clamp(LongOrNone() ?? 0, int.MinValue, int.MaxValue);

    /// <summary>True or false; null when it is missing or null.</summary>
    public bool? BoolOrNone() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => IsNone ? null : throw Wrong($"is {Kind}, must be true or false"),
    };

    /// <summary>A time in milliseconds; null when it is missing, null, empty or 0.</summary>
    public DateTimeOffset? TimeOrNone() => LongOrNone() switch
    {
        null or 0 => null,
        > 0 and <= EpochMsMax and var milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        var other => throw Wrong($"{other} is no time in milliseconds"),
    };

    /// <summary>A time in milliseconds.</summary>
    public DateTimeOffset Time() => TimeOrNone() ?? throw Wrong("is missing, empty or 0");

    /// <summary>The error that this value is wrong.</summary>
    /// <param name="what">What is wrong with it, behind its name.</param>
    public VenueFormatException Wrong(string what)
    {
        var row = JsonPath.To(_json, _document, _parent);
        return new VenueFormatException(
            _field.IsEmpty ? $"{row} {what}" : $"{row}.{Encoding.UTF8.GetString(_field)} {what}");
    }

    private string Decoded(bool isRepeated)
    {
        var utf8 = Utf8();
        try
        {
            return isRepeated ? RepeatedTexts.Of(utf8) : RepeatedTexts.StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("is not valid UTF-8");
        }
    }

    // The bytes of a text, unescaped, or of a number; empty when it is missing or null.
    private ReadOnlySpan<byte> Utf8() => Kind switch
    {
        JsonValueKind.String when !Json.Contains((byte)'\\') => Json[1..^1],
        JsonValueKind.String => Unescaped(),
        JsonValueKind.Number => Json,
        _ => IsNone ? default : throw Wrong($"is {Kind}, must be a text"),
    };

    private byte[] Unescaped()
    {
        var reader = new Utf8JsonReader(Json);
        reader.Read();
        try
        {
            return Encoding.UTF8.GetBytes(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw Wrong("holds an escape that is no character");
        }
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static JsonValueKind KindOf(byte first) => first switch
    {
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'"' => JsonValueKind.String,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };
}

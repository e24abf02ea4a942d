using System.Buffers;
using System.Globalization;
using System.Text;

namespace WhaleStack.Storage.Maintenance;

/// <summary>
/// Values as RFC 4180 writes them: a comma between fields, a line ends in CR LF, quotes where a value needs them.
/// </summary>
/// <remarks>
/// No value is an empty field, an empty text is <c>""</c>. Times are ISO 8601 in UTC, numbers have a point and no other
/// sign, bytes are text where they are UTF-8 and otherwise hexadecimal behind <c>\x</c>.
/// </remarks>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>One line.</summary>
    public static string Line(IEnumerable<object?> values) => string.Join(',', values.Select(Field)) + "\r\n";

    private static string Field(object? value) => value switch
    {
        null or DBNull => string.Empty,
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        DateTime time => Time(time),
        DateTimeOffset time => Time(time.UtcDateTime),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => Quoted(Bytes(bytes)),
        _ => Quoted(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
    };

    private static string Time(DateTime time) => time.ToUniversalTime()
        .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Bytes(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return @"\x" + Convert.ToHexStringLower(bytes);
        }
    }

    private static string Quoted(string text) =>
        text.Length == 0 || text.AsSpan().IndexOfAny(Special) >= 0 || text[0] == ' ' || text[^1] == ' '
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}

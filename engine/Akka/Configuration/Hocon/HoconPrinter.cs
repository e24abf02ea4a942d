using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Writes values back as text that parses to the same values.</summary>
internal static class HoconPrinter
{
    private const string NotInPlainText = "$\"{}[]:=,+#`^?!@*&\\'";

    public static string Print(HoconObject value)
    {
        var text = new StringBuilder();
        WriteMembers(text, value, 0);
        return text.ToString();
    }

    public static string Print(HoconValue value)
    {
        var text = new StringBuilder();
        WriteValue(text, value, 0);
        return text.ToString();
    }

    public static string QuoteKey(string key) => key.Contains('.') || !IsPlain(key) ? Quote(key) : key;

    private static void WriteMembers(StringBuilder text, HoconObject value, int depth)
    {
        foreach (var (key, item) in value.Items)
        {
            text.Append(' ', depth * 2).Append(QuoteKey(key)).Append(" : ");
            WriteValue(text, item, depth);
            text.Append('\n');
        }
    }

    private static void WriteValue(StringBuilder text, HoconValue value, int depth)
    {
        if (value.GetObject() is { } inner)
        {
            text.Append("{\n");
            WriteMembers(text, inner, depth + 1);
            text.Append(' ', depth * 2).Append('}');
        }
        else if (value.IsArray())
        {
            WriteArray(text, value.GetArray(), depth);
        }
        else
        {
            WriteLiteral(text, value);
        }
    }

    private static void WriteArray(StringBuilder text, IList<HoconValue> items, int depth)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            WriteValue(text, items[i], depth);
        }

        text.Append(']');
    }

    private static void WriteLiteral(StringBuilder text, HoconValue value)
    {
        var literal = value.GetString();
        var isNullWord = literal == "null";
        text.Append(literal is null ? "null" : IsPlain(literal) && !isNullWord ? literal : Quote(literal));
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && text == text.Trim()
        && !text.Contains("//", StringComparison.Ordinal)
        && !text.StartsWith("include", StringComparison.Ordinal)
        && !text.Any(c => char.IsControl(c) || NotInPlainText.Contains(c));

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) => quoted.Append("\\u").Append(((int)c).ToString("x4")),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}

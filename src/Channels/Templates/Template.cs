using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WhaleStack.Channels.Templates;

/// <summary>
/// A text with places for values: <c>{{symbol}}</c>, or <c>{{price:0.00}}</c> with a .NET number format.
/// </summary>
/// <remarks>Pure: the same values give the same text everywhere, in the invariant culture and UTC.</remarks>
internal sealed class Template
{
    private readonly ImmutableArray<Part> _parts;

    private Template(ImmutableArray<Part> parts) => _parts = parts;

    /// <summary>Reads a template; what is wrong with it goes to <paramref name="mistake"/>.</summary>
    public static Template Parse(string text, ImmutableSortedSet<string> fields, Action<string> mistake)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var at = 0;
        for (var open = Find(text, "{{", at); open >= 0; open = Find(text, "{{", at))
        {
            parts.Add(new Part(text[at..open], null, null));
            var close = Find(text, "}}", open);
            if (close < 0)
            {
                mistake("a '{{' is not closed by '}}'.");
                return new Template([]);
            }

            parts.Add(Place(text[(open + 2)..close], fields, mistake));
            at = close + 2;
        }

        parts.Add(new Part(text[at..], null, null));
        return new Template(parts.ToImmutable());
    }

    /// <summary>The text with the values in their places.</summary>
    public string Render(IReadOnlyDictionary<string, object> values)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Field is null ? part.Text : Show(values[part.Field], part.Format));
        }

        return text.ToString();
    }

    private static int Find(string text, string what, int from) => text.IndexOf(what, from, StringComparison.Ordinal);

    private static Part Place(string place, ImmutableSortedSet<string> fields, Action<string> mistake)
    {
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        var field = (colon < 0 ? place : place[..colon]).Trim();
        var format = colon < 0 ? null : place[(colon + 1)..].Trim();
        if (!fields.Contains(field))
        {
            mistake($"'{{{{{field}}}}}' is unknown; there are {string.Join(", ", fields)}.");
        }

        return new Part(string.Empty, field, format);
    }

    private static string Show(object value, string? format) => value switch
    {
        decimal number => number.ToString(format ?? "0.##########", CultureInfo.InvariantCulture),
        double number => number.ToString(format ?? "0.####", CultureInfo.InvariantCulture),
        DateTimeOffset time =>
            time.UtcDateTime.ToString(format ?? "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private readonly record struct Part(string Text, string? Field, string? Format);
}

using System.Globalization;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Query parameters with Bybit's ranges; the first mistake is kept.</summary>
public sealed class PageQuery
{
    private readonly IQueryCollection _query;

    /// <summary>Makes it.</summary>
    public PageQuery(IQueryCollection query) => _query = query;

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Mistake { get; private set; }

    /// <summary>A text that must be one of some.</summary>
    public string OneOf(string name, params string[] values)
    {
        var text = Text(name);
        if (!values.Contains(text, StringComparer.Ordinal))
        {
            Mistake ??= $"params error: {name} '{text}' invalid, expected {string.Join(" or ", values)}";
        }

        return text;
    }

    /// <summary>A text, empty when absent.</summary>
    public string Text(string name) => _query[name].ToString();

    /// <summary>A whole number in a range, or the default when absent.</summary>
    public long Number(string name, long otherwise, long min, long max)
    {
        var text = Text(name);
        if (text.Length == 0)
        {
            return otherwise;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= min
            && value <= max)
        {
            return value;
        }

        Mistake ??= $"params error: {name} '{text}' invalid, expected {min} to {max}";
        return otherwise;
    }
}

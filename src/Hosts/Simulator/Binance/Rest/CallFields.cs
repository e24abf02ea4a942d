using System.Globalization;

namespace WhaleStack.Simulator.Binance.Rest;

/// <summary>The parameters of a request, from its query and its form; the first mistake is kept.</summary>
public sealed class CallFields
{
    private readonly IReadOnlyDictionary<string, string> _values;

    /// <summary>Makes it of names and values.</summary>
    public CallFields(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <summary>What is wrong; null when nothing is.</summary>
    public Failure? Mistake { get; private set; }

    /// <summary>Reads <c>name=value&amp;name=value</c> of query and form; what the query says counts more.</summary>
    public static CallFields Of(string query, string form)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Pairs(query).Concat(Pairs(form)))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
                ? (pair[..at], pair[(at + 1)..])
                : (pair, string.Empty);
            values.TryAdd(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value.Replace('+', ' ')));
        }

        return new CallFields(values);
    }

    /// <summary>Notes a mistake, unless there is one already.</summary>
    public void Fail(Failure failure) => Mistake ??= failure;

    /// <summary>Whether a parameter is given and not empty.</summary>
    public bool Has(string name) => Text(name).Length > 0;

    /// <summary>A text; empty when absent.</summary>
    public string Text(string name) => _values.GetValueOrDefault(name, string.Empty);

    /// <summary>A text that must be there.</summary>
    public string Needed(string name)
    {
        if (!Has(name))
        {
            Fail(Failure.Malformed(name));
        }

        return Text(name);
    }

    /// <summary>What a word means.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="words">What it may say.</param>
    /// <param name="otherwise">The word that is taken when it is absent; null when it must be given.</param>
    /// <param name="failure">The refusal of another word; null for the usual one.</param>
    public T Word<T>(string name, IReadOnlyDictionary<string, T> words, string? otherwise, Failure? failure = null)
    {
        var text = Has(name) ? Text(name) : otherwise;
        if (text is null)
        {
            Fail(Failure.Malformed(name));
        }
        else if (words.TryGetValue(text, out var meaning))
        {
            return meaning;
        }

        Fail(failure ?? Failure.Invalid(name));
        return words.Values.First();
    }

    /// <summary>A decimal number of at least 0; null when absent.</summary>
    public decimal? Decimal(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        if (decimal.TryParse(
            Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Fail(Failure.Malformed(name));
        return null;
    }

    /// <summary>A whole number in a range, or the default when absent.</summary>
    public long Whole(string name, long otherwise, long min = 0, long max = long.MaxValue)
    {
        if (!Has(name))
        {
            return otherwise;
        }

        if (!long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            Fail(Failure.Malformed(name));
            return otherwise;
        }

        if (value >= min && value <= max)
        {
            return value;
        }

        Fail(Failure.Invalid(name));
        return otherwise;
    }

    /// <summary>How many rows are wanted; more than there can be is as many as there can be.</summary>
    public int Limit(int otherwise, int max) => (int)Math.Min(Whole("limit", otherwise, 1), max);

    /// <summary>A flag, in any case of letters; the default when absent.</summary>
    public bool Flag(string name, bool otherwise = false)
    {
        if (!Has(name))
        {
            return otherwise;
        }

        if (bool.TryParse(Text(name), out var value))
        {
            return value;
        }

        Fail(Failure.Malformed(name));
        return otherwise;
    }

    private static string[] Pairs(string text) => text.Split('&', StringSplitOptions.RemoveEmptyEntries);
}

namespace Akka.Configuration.Hocon;

/// <summary>A set of named values.</summary>
public class HoconObject : IHoconElement
{
    /// <summary>The values by their (unquoted) names.</summary>
    public Dictionary<string, HoconValue> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>The same as plain dictionaries and lists of text.</summary>
    public IDictionary<string, object?> Unwrapped =>
        Items.ToDictionary(item => item.Key, item => Unwrap(item.Value), StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool IsString() => false;

    /// <summary>An object has no single text: always throws <see cref="NotSupportedException"/>.</summary>
    public string GetString() => throw new NotSupportedException("A HOCON object is not a string.");

    /// <inheritdoc/>
    public bool IsArray() => false;

    /// <summary>An object is never an array: always throws <see cref="NotSupportedException"/>.</summary>
    public IList<HoconValue> GetArray() => throw new NotSupportedException("A HOCON object is not an array.");

    /// <summary>The value under the name, or null.</summary>
    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    /// <summary>The value under the name, which is made when it is not there.</summary>
    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
        {
            Items[key] = value = new HoconValue();
        }

        return value;
    }

    /// <summary>
    /// Takes everything from the other object; on a clash objects merge and anything else is replaced.
    /// </summary>
    public void Merge(HoconObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (key, theirs) in other.Items)
        {
            Items[key] = Items.TryGetValue(key, out var ours) ? HoconMerge.Over(theirs, ours) : theirs;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => HoconPrinter.Print(this);

    private static object? Unwrap(HoconValue value) => value switch
    {
        _ when value.GetObject() is { } inner => inner.Unwrapped,
        _ when value.IsArray() => value.GetArray().Select(Unwrap).ToList(),
        _ => value.GetString(),
    };
}

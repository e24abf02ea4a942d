namespace Akka.Persistence.Journal;

/// <summary>The tags of an event as they stand in a row: <c>;tag1;tag2;</c>.</summary>
internal static class TagColumn
{
    private const char Separator = ';';

    /// <summary>Null when there is no tag; a tag must not be empty and must not hold the separator.</summary>
    public static string? Of(IEnumerable<string>? tags)
    {
        if (tags is null)
        {
            return null;
        }

        var sorted = tags.Order(StringComparer.Ordinal).ToArray();
        foreach (var tag in sorted)
        {
            if (string.IsNullOrEmpty(tag) || tag.Contains(Separator, StringComparison.Ordinal))
            {
                throw new System.Runtime.Serialization.SerializationException(
                    $"The tag [{tag}] cannot be stored: it is empty or holds '{Separator}'.");
            }
        }

        return sorted.Length == 0 ? null : Separator + string.Join(Separator, sorted) + Separator;
    }

    /// <summary>The tags of a row.</summary>
    public static string[] Split(string? column) =>
        column?.Split(Separator, StringSplitOptions.RemoveEmptyEntries) ?? [];
}

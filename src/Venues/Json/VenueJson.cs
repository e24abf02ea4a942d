namespace WhaleStack.Venues.Json;

/// <summary>What a venue sent, as messages show it.</summary>
internal static class VenueJson
{
    /// <summary>The first characters on one line.</summary>
    public static string Shown(string text)
    {
        const int ShownCharsMax = 80;
        var line = string.Concat(text.Take(ShownCharsMax).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > ShownCharsMax ? line + "..." : line;
    }
}

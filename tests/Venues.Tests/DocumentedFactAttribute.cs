namespace WhaleStack.Venues.Tests;

/// <summary>
/// A test of payloads that may be used but not copied into this repository: where the folder is absent it is skipped,
/// and says so; such an optional skip does not fail <c>./whale test</c>. The folder comes from <c>WHALE_PAYLOADS</c>;
/// without it, from <c>shared/data/payloads/bybit</c> beside or above the repository.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DocumentedFactAttribute : FactAttribute
{
    /// <summary>Needs a folder below the payloads.</summary>
    public DocumentedFactAttribute(string folder)
    {
        if (!Directory.Exists(PathOf(folder)))
        {
            Skip = $"optional: the payloads '{folder}' are not here; point WHALE_PAYLOADS at a folder that holds them";
        }
    }

    /// <summary>Where a folder below the payloads would be.</summary>
    public static string PathOf(string folder) => Path.Combine(Root(), folder);

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("WHALE_PAYLOADS") is { Length: > 0 } given)
        {
            return given;
        }

        const string Usual = "shared/data/payloads/bybit";
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (place is not null && !Directory.Exists(Path.Combine(place.FullName, Usual)))
        {
            place = place.Parent;
        }

        return place is null ? "absent" : Path.Combine(place.FullName, Usual);
    }
}

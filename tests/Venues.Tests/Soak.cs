namespace WhaleStack.Venues.Tests;

/// <summary>How often a random thing is tried, and the note of it in the results of a soak.</summary>
internal static class Soak
{
    public static bool IsOn => Environment.GetEnvironmentVariable("WHALE_SOAK") == "1";

    public static int Count(int usual, int soak) => IsOn ? soak : usual;

    /// <summary>What was repeated, how often, and what came of it; called when it went well.</summary>
    public static void Passed(string what, int count, string outcome)
    {
        if (Environment.GetEnvironmentVariable("WHALE_SOAK_RESULTS") is { Length: > 0 } file)
        {
            File.AppendAllText(file, FormattableString.Invariant($"{what} | {count:N0} | {outcome}\n"));
        }
    }
}

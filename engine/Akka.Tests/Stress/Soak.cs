namespace Akka.Tests.Stress;

/// <summary>How often a random thing is tried, and where a long run writes what came of it.</summary>
internal static class Soak
{
    private static readonly Lock Writing = new();

    private static bool IsLong => Environment.GetEnvironmentVariable("WHALE_SOAK") == "1";

    public static int Count(int usual, int soak) => IsLong ? soak : usual;

    /// <summary>Adds a line to the results of a long run; does nothing in a usual one.</summary>
    public static void Note(string what, int howOften, string outcome)
    {
        if (IsLong && Environment.GetEnvironmentVariable("WHALE_SOAK_RESULTS") is { Length: > 0 } file)
        {
            lock (Writing)
            {
                File.AppendAllText(file, $"{what} | {howOften:N0} | {outcome}\n");
            }
        }
    }
}

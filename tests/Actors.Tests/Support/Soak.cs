namespace WhaleStack.Actors.Tests.Support;

/// <summary>How often a random thing is tried.</summary>
internal static class Soak
{
    public static int Count(int usual, int soak) =>
        Environment.GetEnvironmentVariable("WHALE_SOAK") == "1" ? soak : usual;
}

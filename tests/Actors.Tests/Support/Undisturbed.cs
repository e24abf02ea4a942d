using WhaleStack.Messages.Clock;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>The run that disturbed ones are held against: made once, by the actors, with nobody in their way.</summary>
internal static class Undisturbed
{
    public const int Hours = 250;

    private static readonly Lazy<Task<Outcome>> Run = new(RunAsync);

    public static IReadOnlyList<MarketStep> Steps { get; } = Recorded.Steps(Hours);

    public static Task<Outcome> OutcomeAsync() => Run.Value;

    private static async Task<Outcome> RunAsync()
    {
        using var journal = new TempJournal();
        await using var node = await TradingNode.StartAsync(journal, i => Given.Setup(i, Steps, new ListChannel()));
        await node.CompletedAsync();
        return Outcome.Of(journal);
    }
}

using WhaleStack.Messages.Clock;

namespace WhaleStack.Actors.Feeds;

/// <summary>The past to work through before the live feeds begin.</summary>
/// <param name="Steps">Opens the past from its beginning; called again after a failure.</param>
/// <param name="Trades">True when traders decide on it (a replay); false when it only warms the coins.</param>
/// <param name="StepsPerSecond">Pace in scheduler time; 0 for as fast as it goes.</param>
public sealed record HistorySetup(
    Func<CancellationToken, IAsyncEnumerable<MarketStep>> Steps, bool Trades, int StepsPerSecond)
{
    /// <summary>
    /// How long the clock's answer is waited for, in scheduler time, before the step is handed over again.
    /// </summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the steps have open interest from, for its refusals; null for nowhere.</summary>
    public PastOpenInterest? OpenInterest { get; init; }
}

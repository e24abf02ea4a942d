using System.Collections.Immutable;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>How to deal with an account at Bybit; where it is comes from <see cref="BybitEnvironment"/>.</summary>
public sealed record BybitAccountOptions
{
    /// <summary>The markets whose orders, executions and positions the account's channel tells.</summary>
    public ImmutableArray<string> Venues { get; init; } = [BybitCategory.Linear.Venue];

    /// <summary>How old a request may be when the venue reads it; 5 seconds is the venue's default.</summary>
    public TimeSpan ReceiveWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Samples of the venue's clock that are kept.</summary>
    public int ClockSamplesMax { get; init; } = 9;

    /// <summary>Samples taken in one look at the venue's clock.</summary>
    public int ClockSamplesPerLook { get; init; } = 5;

    /// <summary>How old the last look may be.</summary>
    public TimeSpan ClockAgeMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Pause after a look that failed.</summary>
    public TimeSpan ClockRetryPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a limit that the venue can ask for.</summary>
    public TimeSpan LimitWaitMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pages of one list before it counts as endless.</summary>
    public int PagesMax { get; init; } = 1000;

    /// <summary>First pause before a lost channel is opened again; doubles with each further one.</summary>
    public TimeSpan RestartPauseMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two openings.</summary>
    public TimeSpan RestartPauseMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A channel that was live so long starts from the first pause again.</summary>
    public TimeSpan HealthySpell { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time for the answers to the greeting of a channel.</summary>
    public TimeSpan GreetingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Refused greetings in a row, without a reason that is understood, after which a channel
    /// ends.</summary>
    public int GreetingRefusalsMax { get; init; } = 3;

    /// <summary>How far the expiry of a greeting lies ahead.</summary>
    public TimeSpan GreetingLife { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far before the last execution seen a gap is read again.</summary>
    public TimeSpan GapOverlap { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Executions and orders remembered, to tell what was told before.</summary>
    public int RememberedMax { get; init; } = 10_000;

    /// <summary>News held between the channel and its reader; at the limit the channel is not read.</summary>
    public int NewsBufferedMax { get; init; } = 1024;

    /// <summary>Whether executions are also wanted early, without their fees.</summary>
    public bool WantsEarlyExecutions { get; init; }

    /// <summary>How long an order sent over a socket waits for the channel to be ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an order sent over a socket waits for its receipt.</summary>
    public TimeSpan ReceiptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Orders sent over a socket that may wait for their receipts at once.</summary>
    public int ReceiptsAwaitedMax { get; init; } = 1000;

    /// <summary>For the machinery that all venues share.</summary>
    internal AccountChannelOptions Channel => new(
        RestartPauseMin,
        RestartPauseMax,
        HealthySpell,
        GreetingRefusalsMax,
        GapOverlap,
        RememberedMax,
        NewsBufferedMax);

    /// <summary>Says what is wrong with the values, or returns them.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names all of them.</exception>
    public BybitAccountOptions Validated()
    {
        var mistakes = Durations()
            .Where(duration => duration.Value <= TimeSpan.Zero || duration.Value > TimeSpan.FromDays(1))
            .Select(duration => $"{duration.Name} is '{duration.Value}', must be above 0, at most a day.")
            .Concat(Counts()
                .Where(count => count.Value < 1)
                .Select(count => $"{count.Name} is '{count.Value}', must be at least 1."))
            .ToList();
        mistakes.AddRange(Venues.IsDefaultOrEmpty ? ["Venues is empty, must name a market."] : Venues
            .Where(venue => BybitCategory.All.All(category => category.Venue != venue))
            .Select(venue => $"Venues has '{venue}', must be markets of Bybit."));
        if (RestartPauseMax < RestartPauseMin)
        {
            mistakes.Add($"{nameof(RestartPauseMax)} is '{RestartPauseMax}', must be at least RestartPauseMin.");
        }

        return mistakes.Count == 0 ? this : throw new ArgumentException(string.Join(" ", mistakes));
    }

    private IEnumerable<(string Name, TimeSpan Value)> Durations() =>
    [
        (nameof(ReceiveWindow), ReceiveWindow), (nameof(ClockAgeMax), ClockAgeMax),
        (nameof(ClockRetryPause), ClockRetryPause), (nameof(LimitWaitMax), LimitWaitMax),
        (nameof(RestartPauseMin), RestartPauseMin), (nameof(RestartPauseMax), RestartPauseMax),
        (nameof(HealthySpell), HealthySpell), (nameof(GreetingTimeout), GreetingTimeout),
        (nameof(GreetingLife), GreetingLife), (nameof(GapOverlap), GapOverlap),
        (nameof(ReadyTimeout), ReadyTimeout), (nameof(ReceiptTimeout), ReceiptTimeout),
    ];

    private IEnumerable<(string Name, int Value)> Counts() =>
    [
        (nameof(ClockSamplesMax), ClockSamplesMax), (nameof(ClockSamplesPerLook), ClockSamplesPerLook),
        (nameof(PagesMax), PagesMax), (nameof(GreetingRefusalsMax), GreetingRefusalsMax),
        (nameof(RememberedMax), RememberedMax), (nameof(NewsBufferedMax), NewsBufferedMax),
        (nameof(ReceiptsAwaitedMax), ReceiptsAwaitedMax),
    ];
}

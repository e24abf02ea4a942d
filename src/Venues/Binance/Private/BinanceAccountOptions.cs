using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>How to deal with an account at Binance; where it is comes from <see cref="BinanceEnvironment"/>.</summary>
public sealed record BinanceAccountOptions
{
    /// <summary>
    /// Instruments whose past executions and orders are looked for though nothing else shows that they were traded, and
    /// whose fees are told: the venue tells both by instrument only.
    /// </summary>
    public ImmutableArray<InstrumentId> Coins { get; init; } = [new(BinanceVenue.Name, "BTCUSDT")];

    /// <summary>How old a request may be when the venue reads it; 5 seconds is the venue's default.</summary>
    public TimeSpan ReceiveWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Orders in ten seconds: what the venue's exchangeInfo says.</summary>
    public int OrdersPerTenSecondsMax { get; init; } = 300;

    /// <summary>Orders in a minute: what the venue's exchangeInfo says.</summary>
    public int OrdersPerMinuteMax { get; init; } = 1_200;

    /// <summary>Samples of the venue's clock that are kept.</summary>
    public int ClockSamplesMax { get; init; } = 9;

    /// <summary>Samples taken in one look at the venue's clock.</summary>
    public int ClockSamplesPerLook { get; init; } = 5;

    /// <summary>How old the last look may be.</summary>
    public TimeSpan ClockAgeMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Pause after a look that failed.</summary>
    public TimeSpan ClockRetryPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pages of one list before it counts as endless.</summary>
    public int PagesMax { get; init; } = 1_000;

    /// <summary>First pause before a lost channel is opened again; doubles with each further one.</summary>
    public TimeSpan RestartPauseMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two openings.</summary>
    public TimeSpan RestartPauseMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A channel that was live so long starts from the first pause again.</summary>
    public TimeSpan HealthySpell { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Refused listen keys in a row after which a channel ends.</summary>
    public int GreetingRefusalsMax { get; init; } = 3;

    /// <summary>Time between renewals of the listen key, which lives 60 minutes.</summary>
    public TimeSpan ListenKeyRenewal { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Pause before the records are asked for what the stream only hints at: they come later.</summary>
    public TimeSpan RecordsDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For how long after a request the venue's records may not know of it yet.</summary>
    public TimeSpan SettlingTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far before the last execution seen a gap is read again.</summary>
    public TimeSpan GapOverlap { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Executions and orders remembered, to tell what was told before.</summary>
    public int RememberedMax { get; init; } = 10_000;

    /// <summary>News held between the channel and its reader; at the limit the channel is not read.</summary>
    public int NewsBufferedMax { get; init; } = 1_024;

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
    public BinanceAccountOptions Validated()
    {
        var mistakes = Durations()
            .Where(duration => duration.Value <= TimeSpan.Zero || duration.Value > TimeSpan.FromDays(1))
            .Select(duration => $"{duration.Name} is '{duration.Value}', must be above 0, at most a day.")
            .Concat(Counts()
                .Where(count => count.Value < 1)
                .Select(count => $"{count.Name} is '{count.Value}', must be at least 1."))
            .Concat(Coins.Where(coin => coin.Venue != BinanceVenue.Name)
                .Select(coin => $"Coins has '{coin}', must be of venue {BinanceVenue.Name}."))
            .ToList();
        if (RestartPauseMax < RestartPauseMin)
        {
            mistakes.Add($"{nameof(RestartPauseMax)} is '{RestartPauseMax}', must be at least RestartPauseMin.");
        }

        if (ListenKeyRenewal > TimeSpan.FromMinutes(50))
        {
            mistakes.Add($"{nameof(ListenKeyRenewal)} is '{ListenKeyRenewal}', must be at most 50 minutes.");
        }

        return mistakes.Count == 0 ? this : throw new ArgumentException(string.Join(" ", mistakes));
    }

    private IEnumerable<(string Name, TimeSpan Value)> Durations() =>
    [
        (nameof(ReceiveWindow), ReceiveWindow), (nameof(ClockAgeMax), ClockAgeMax),
        (nameof(ClockRetryPause), ClockRetryPause), (nameof(RestartPauseMin), RestartPauseMin),
        (nameof(RestartPauseMax), RestartPauseMax), (nameof(HealthySpell), HealthySpell),
        (nameof(ListenKeyRenewal), ListenKeyRenewal), (nameof(RecordsDelay), RecordsDelay),
        (nameof(GapOverlap), GapOverlap), (nameof(SettlingTime), SettlingTime),
    ];

    private IEnumerable<(string Name, int Value)> Counts() =>
    [
        (nameof(OrdersPerTenSecondsMax), OrdersPerTenSecondsMax), (nameof(OrdersPerMinuteMax), OrdersPerMinuteMax),
        (nameof(ClockSamplesMax), ClockSamplesMax), (nameof(ClockSamplesPerLook), ClockSamplesPerLook),
        (nameof(PagesMax), PagesMax), (nameof(GreetingRefusalsMax), GreetingRefusalsMax),
        (nameof(RememberedMax), RememberedMax), (nameof(NewsBufferedMax), NewsBufferedMax),
    ];
}

using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>How signals are scored.</summary>
/// <param name="Every">Time between two watermarks, 1 minute to 1 day, a whole part of an hour or of a day.</param>
/// <param name="HorizonShort">Time after a signal that is looked at, 1 hour to 30 days.</param>
/// <param name="HorizonLong">A longer time, at most 30 days.</param>
/// <param name="FeeFraction">What one market order costs, as a share of notional, [0, 0.05]; a trade takes two.</param>
public sealed record SignalOptions(
    TimeSpan Every, TimeSpan HorizonShort, TimeSpan HorizonLong, double FeeFraction) : IValidatedOptions
{
    /// <summary>The usual ones: 4 hours and a day.</summary>
    public static SignalOptions For(TimeSpan every, double feeFraction) =>
        new(every, TimeSpan.FromHours(4), TimeSpan.FromHours(24), feeFraction);

    /// <summary>Both horizons, the short one first.</summary>
    internal ImmutableArray<TimeSpan> Horizons => [HorizonShort, HorizonLong];

    /// <summary>What a trade costs, bps.</summary>
    internal double CostBps => 2.0 * FeeFraction * 1e4;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("every", Every, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
        .Within("horizon_short", HorizonShort, TimeSpan.FromHours(1), TimeSpan.FromDays(30))
        .Within("horizon_long", HorizonLong, HorizonShort, TimeSpan.FromDays(30))
        .Within("fee_fraction", FeeFraction, 0.0, 0.05)
        .Found;
}

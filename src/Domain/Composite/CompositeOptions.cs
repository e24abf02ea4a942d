using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Composite;

/// <summary>One venue of a composite instrument.</summary>
/// <param name="Coin">The instrument there.</param>
/// <param name="Units">Units of the composite's base in one of the venue's, positive: 1,000 for 1000PEPE in
/// PEPE.</param>
/// <param name="Weight">Its weight in the mean price, relative to the other venues', positive; null for by
/// turnover.</param>
public sealed record CompositeLeg(InstrumentId Coin, decimal Units = 1m, decimal? Weight = null);

/// <summary>One instrument across venues.</summary>
/// <param name="Id">Its own id, such as <c>composite:BTCUSDT</c>.</param>
/// <param name="Legs">Where it is traded; lags are told against the first.</param>
/// <param name="SilenceMax">Event time without news after which a venue no longer counts, 1 second to 1 hour.</param>
/// <param name="WeightHalfLife">Event time after which turnover counts half in the weights, 1 minute to 30
/// days.</param>
/// <param name="LagBucket">Length of the buckets whose returns are compared, 10 ms to 1 minute.</param>
/// <param name="LagBucketsMax">Largest lag looked for either way, in buckets, 1 to 1,000.</param>
/// <param name="LagHalfLife">Event time after which a return counts half in the lags, at least 10 buckets, at most 7
/// days.</param>
public sealed record CompositeOptions(
    InstrumentId Id,
    ImmutableArray<CompositeLeg> Legs,
    TimeSpan SilenceMax,
    TimeSpan WeightHalfLife,
    TimeSpan LagBucket,
    int LagBucketsMax,
    TimeSpan LagHalfLife) : IValidatedOptions
{
    private const int LegsMax = 32;

    /// <summary>Options with our defaults: 15 s of silence, weights by the hour, lags to 2 s in 100 ms by 10
    /// minutes.</summary>
    public static CompositeOptions Of(InstrumentId id, params ImmutableArray<CompositeLeg> legs) => new(
        id,
        legs,
        TimeSpan.FromSeconds(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromMilliseconds(100),
        20,
        TimeSpan.FromMinutes(10));

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var ids = Legs.Select(leg => leg.Coin).ToList();
        return new Mistakes()
            .Within("legs", Legs.Length, 1, LegsMax)
            .Unless(ids.Distinct().Count() == ids.Count, "legs", string.Join(", ", ids), "each instrument once")
            .Unless(!ids.Contains(Id), "legs", $"{Id}", "instruments other than the composite itself")
            .Unless(Legs.All(leg => leg.Units > 0m), "legs.units", Units(), "above 0")
            .Unless(Legs.All(leg => leg.Weight is null or > 0m), "legs.weight", Weights(), "above 0, or none at all")
            .Unless(
                Legs.Select(leg => leg.Weight is null).Distinct().Count() <= 1,
                "legs.weight",
                Weights(),
                "one for each leg, or none at all")
            .Within("silence_max", SilenceMax, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .Within("weight_half_life", WeightHalfLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))
            .Within("lag_bucket", LagBucket, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
            .Within("lag_buckets_max", LagBucketsMax, 1, 1_000)
            .Within("lag_half_life", LagHalfLife, 10 * LagBucket, TimeSpan.FromDays(7))
            .Found;
    }

    private string Units() => Text(Legs.Select(leg => (decimal?)leg.Units));

    private string Weights() => Text(Legs.Select(leg => leg.Weight));

    private static string Text(IEnumerable<decimal?> values) =>
        string.Join(", ", values.Select(v => v?.ToString(CultureInfo.InvariantCulture) ?? "none"));
}

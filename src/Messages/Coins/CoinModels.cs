using System.Collections.Immutable;

namespace WhaleStack.Messages.Coins;

/// <summary>What one more model of liquidation levels says of a coin.</summary>
/// <param name="Model">Its name, such as <c>time_weighted</c> or <c>coinglass1</c>.</param>
/// <param name="InflowSource">What fed it, such as <c>open interest</c>, <c>volume proxy</c> or the vendor's
/// name.</param>
/// <param name="AsOf">Event time of the newest data in it.</param>
/// <param name="Clusters">Its clusters, heaviest first; masses are to be compared within this model only.</param>
public sealed record ModelView(
    string Model, string InflowSource, DateTimeOffset AsOf, ImmutableArray<ClusterView> Clusters);

/// <summary>The liquidation levels that a vendor's model shows at a time.</summary>
/// <param name="Model">Name of the model, such as <c>coinglass1</c>; 1 to 64 characters.</param>
/// <param name="Source">Name of the vendor, as people see it; 1 to 64 characters.</param>
/// <param name="Time">Event time of the newest data in it.</param>
/// <param name="ValidUntil">Event time from which on it is too old to be told; after <paramref name="Time"/>.</param>
/// <param name="PriceQuote">The price at that time: levels above it are shorts, those below longs.</param>
/// <param name="Levels">The levels, at least one.</param>
public sealed record ModelLevels(
    string Model,
    string Source,
    DateTimeOffset Time,
    DateTimeOffset ValidUntil,
    decimal PriceQuote,
    ImmutableArray<LevelMass> Levels);

/// <summary>What a model says would be liquidated at a price.</summary>
/// <param name="PriceQuote">The price, positive.</param>
/// <param name="MassQuote">Notional, not negative; to be compared within one model only.</param>
public readonly record struct LevelMass(decimal PriceQuote, double MassQuote);

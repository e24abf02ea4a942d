namespace WhaleStack.Quant;

/// <summary>A model of levels under test.</summary>
/// <param name="Name">As people see it, such as <c>volume_proxy</c>.</param>
/// <param name="Create">Makes an empty map for a series. It may look at the series' venue, coin and interval; one that
/// looks at its bars is caught by <see cref="LookAhead"/>.</param>
public sealed record LevelModel(string Name, Func<MarketSeries, ILevelMap> Create);

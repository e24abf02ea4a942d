using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>What sets a model apart from the others.</summary>
/// <param name="Name">Its name, such as <c>all_openings</c>.</param>
/// <param name="HasHalfLives">Whether levels fade by the half-life of their tier.</param>
/// <param name="FollowsClosings">Whether levels are removed in proportion to positions closed.</param>
/// <param name="LeverageMin">Tiers below it are left out.</param>
/// <param name="LearningRate">How fast tiers' weights follow observed liquidations, 0 to 1; 0 is never.</param>
public sealed record HeatmapVariant(
    string Name, bool HasHalfLives, bool FollowsClosings, double LeverageMin, double LearningRate);

/// <summary>The models of liquidation heatmaps: what they share, and what sets each apart.</summary>
/// <param name="ChurnFraction">See <see cref="HeatmapModelOptions"/>.</param>
/// <param name="ProxyFraction">See <see cref="HeatmapModelOptions"/>.</param>
/// <param name="TakerTiltFraction">See <see cref="HeatmapModelOptions"/>.</param>
/// <param name="MaintenanceFraction">See <see cref="HeatmapModelOptions"/>.</param>
/// <param name="BucketFraction">See <see cref="HeatmapModelOptions"/>.</param>
/// <param name="Tiers">Leverage tiers, 1 to 16.</param>
/// <param name="Models">The models, 1 to 16, each with a name of its own.</param>
/// <param name="CoinModels">Names of the models that the coins of a running node hold; may be empty.</param>
/// <param name="Tracker">How clusters are followed over time.</param>
public sealed record HeatmapModelsOptions(
    double ChurnFraction,
    double ProxyFraction,
    double TakerTiltFraction,
    double MaintenanceFraction,
    double BucketFraction,
    ImmutableArray<LeverageTier> Tiers,
    ImmutableArray<HeatmapVariant> Models,
    ImmutableArray<string> CoinModels,
    ClusterTrackerOptions Tracker) : IValidatedOptions
{
    /// <summary>All levels that were opened, until price crosses them.</summary>
    public const string AllOpenings = "all_openings";

    /// <summary>The levels of high leverage alone, fading.</summary>
    public const string HighLeverage = "high_leverage";

    /// <summary>All levels, fading with time and with closed positions.</summary>
    public const string TimeWeighted = "time_weighted";

    /// <summary>The parameters of the models that coins hold.</summary>
    public ImmutableArray<HeatmapModelOptions> OfCoins => [.. CoinModels.Select(Find).OfType<HeatmapModelOptions>()];

    /// <summary>The parameters of a model; null when there is none of that name.</summary>
    public HeatmapModelOptions? Find(string name) =>
        Models.FirstOrDefault(model => model.Name == name) is { } model ? Of(model) : null;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var count = Models.IsDefault ? 0 : Models.Length;
        var mistakes = new Mistakes().Within("models (count)", count, 1, 16).Nested("tracker", Tracker);
        if (count == 0)
        {
            return mistakes.Found;
        }

        var names = Models.Select(model => model.Name).ToList();
        mistakes.Unless(
            names.Distinct(StringComparer.Ordinal).Count() == count,
            "models (names)",
            string.Join(", ", names),
            "each its own");
        ImmutableArray<string> held = CoinModels.IsDefault ? [] : CoinModels;
        mistakes.Unless(
            held.All(names.Contains) && held.Distinct(StringComparer.Ordinal).Count() == held.Length,
            "coin_models",
            string.Join(", ", held),
            $"names of models, each once: {string.Join(", ", names)}");
        return [.. mistakes.Found.Concat(Models.SelectMany(model => Of(model).Validate()).Distinct())];
    }

    private HeatmapModelOptions Of(HeatmapVariant model) => new(
        model.Name,
        ChurnFraction,
        ProxyFraction,
        TakerTiltFraction,
        MaintenanceFraction,
        BucketFraction,
        model.HasHalfLives,
        model.FollowsClosings,
        model.LeverageMin,
        model.LearningRate,
        Tiers);
}

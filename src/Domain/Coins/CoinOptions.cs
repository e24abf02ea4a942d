using System.Collections.Immutable;
using WhaleStack.Domain.Coins.Facts;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins;

/// <summary>How a coin turns market data into a view.</summary>
/// <param name="DecisionInterval">Length of the candles that decisions are made on, 1 minute to 1 day, a divisor of
/// a day.</param>
/// <param name="WarmUpCandles">Decision candles before the view may be acted on, 1 to 10,000.</param>
/// <param name="GapCandlesMax">Missing decision candles that are tolerated; one more clears the state. 0 to
/// 100.</param>
/// <param name="AtrPeriod">Period of the average true range, in decision candles, 1 to 1,000.</param>
/// <param name="TrendPeriod">Period of the EMA behind the trend, in decision candles, 1 to 10,000.</param>
/// <param name="BookLevelsMax">Levels kept a side of the order book, 1 to 1,000; the worst are dropped.</param>
/// <param name="Heatmap">The liquidation heatmap.</param>
/// <param name="Clusters">The cluster finder.</param>
public sealed record CoinOptions(
    TimeSpan DecisionInterval,
    int WarmUpCandles,
    int GapCandlesMax,
    int AtrPeriod,
    int TrendPeriod,
    int BookLevelsMax,
    HeatmapOptions Heatmap,
    ClusterOptions Clusters) : IValidatedOptions
{
    private const int ModelsMax = 16;

    /// <summary>How far back its facts look.</summary>
    public CoinFactsOptions Facts { get; init; } = CoinFactsOptions.Default;

    /// <summary>Models that it holds beside its own heatmap, up to 16, each with a name of its own; none unless
    /// given.</summary>
    public ImmutableArray<HeatmapModelOptions> Models { get; init; } = [];

    /// <summary>How it keeps the history of its clusters.</summary>
    public ReachOptions Reach { get; init; } = ReachOptions.Default;

    /// <summary>How wicks are measured.</summary>
    public WickOptions Wicks { get; init; } = new(720, 0.98, 24, 0.5, 0.25);

    /// <summary>How risky its own behaviour is.</summary>
    public RiskScoreOptions RiskScore { get; init; } = RiskScoreOptions.Default;

    /// <summary>What is rare among all that it ever showed.</summary>
    public QuantileFilterOptions Filters { get; init; } = QuantileFilterOptions.Default;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var dividesDay = DecisionInterval > TimeSpan.Zero
            && TimeSpan.FromDays(1).Ticks % DecisionInterval.Ticks == 0;
        var models = Models.IsDefault ? [] : Models;
        var mistakes = new Mistakes()
            .Within("decision_interval", DecisionInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1))
            .Unless(dividesDay, "decision_interval", DecisionInterval.ToString(), "a whole part of a day")
            .Within("warm_up_candles", WarmUpCandles, 1, 10_000)
            .Within("gap_candles_max", GapCandlesMax, 0, 100)
            .Within("atr_period", AtrPeriod, 1, 1_000)
            .Within("trend_period", TrendPeriod, 1, 10_000)
            .Within("book_levels_max", BookLevelsMax, 1, 1_000)
            .Nested("heatmap", Heatmap)
            .Nested("clusters", Clusters)
            .Nested("facts", Facts)
            .Nested("reach", Reach)
            .Nested("wicks", Wicks)
            .Nested("risk_score", RiskScore)
            .Nested("filters", Filters)
            .Within("models (count)", models.Length, 0, ModelsMax)
            .Unless(
                models.Select(model => model.Name).Distinct(StringComparer.Ordinal).Count() == models.Length,
                "models (names)",
                string.Join(", ", models.Select(model => model.Name)),
                "each its own");
        for (var i = 0; i < models.Length; i++)
        {
            mistakes.Nested($"models[{i}]", models[i]);
        }

        return mistakes.Found;
    }
}

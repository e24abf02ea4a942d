using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Quant;

/// <summary>One term of a fitted prediction.</summary>
/// <param name="Feature">Name of a feature, one of <see cref="LevelFeatures.Target"/> for its horizon.</param>
/// <param name="Weight">Log-odds for one unit of it.</param>
/// <param name="Mean">Its mean where it was fitted: what reasons are counted from.</param>
public sealed record TargetWeight(string Feature, double Weight, double Mean);

/// <summary>A fitted prediction for one horizon.</summary>
/// <param name="Horizon">Time in which the level is reached or not.</param>
/// <param name="Intercept">Log-odds when all features are 0.</param>
/// <param name="Weights">Its terms.</param>
public sealed record TargetHorizon(TimeSpan Horizon, double Intercept, ImmutableArray<TargetWeight> Weights);

/// <summary>The parameters of a <see cref="TargetModel"/>, as <c>./whale evaluate --fit FILE</c> writes them.</summary>
/// <param name="Version">Which features it counts on, <see cref="VersionNow"/>.</param>
/// <param name="Levels">The model of levels that it was fitted on, such as <c>volume_proxy</c>.</param>
/// <param name="FittedOn">Which data, in words.</param>
/// <param name="FittedUntil">End of that data: scores on anything earlier are no scores.</param>
/// <param name="Rows">Levels that it was fitted on.</param>
/// <param name="Horizons">One or more, the shortest first.</param>
public sealed record TargetModelOptions(
    int Version,
    string Levels,
    string FittedOn,
    DateTimeOffset FittedUntil,
    int Rows,
    ImmutableArray<TargetHorizon> Horizons) : IValidatedOptions
{
    /// <summary>2: distance in the reach that is usual now, and the weekend. 1 was distance in ATR and mass.</summary>
    public const int VersionNow = 2;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes()
            .Within("version", Version, VersionNow, VersionNow)
            .Name("levels", Levels)
            .Within("rows", Rows, WalkForward.RowsMin, int.MaxValue)
            .Within("horizons (count)", Horizons.IsDefault ? 0 : Horizons.Length, 1, 8);
        for (var i = 0; i < (Horizons.IsDefault ? 0 : Horizons.Length); i++)
        {
            Check(mistakes, $"horizons[{i}]", Horizons[i]);
        }

        return mistakes.Found;
    }

    private static void Check(Mistakes mistakes, string key, TargetHorizon horizon)
    {
        mistakes
            .Within($"{key}.horizon", horizon.Horizon, TimeSpan.FromMinutes(5), TimeSpan.FromDays(30))
            .Within($"{key}.intercept", horizon.Intercept, -1e6, 1e6)
            .Within($"{key}.weights (count)", horizon.Weights.Length, 1, LevelFeatures.Count);
        string[] names = [.. LevelFeatures.Target(horizon.Horizon).Select(column => LevelFeatures.Names[column])];
        foreach (var weight in horizon.Weights)
        {
            mistakes.Unless(
                names.Contains(weight.Feature),
                $"{key}.weights.feature",
                $"'{weight.Feature}'",
                "one of " + string.Join(", ", names));
            mistakes.Unless(
                double.IsFinite(weight.Weight) && double.IsFinite(weight.Mean),
                $"{key}.weights.weight",
                weight.Weight.ToString(CultureInfo.InvariantCulture),
                "a finite number");
        }
    }
}

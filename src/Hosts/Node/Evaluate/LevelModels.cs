using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Quant;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Node.Evaluate;

/// <summary>The models of levels that can be scored.</summary>
public static class LevelModels
{
    /// <summary>
    /// Those of a configuration: the one that coins act on (<c>volume_proxy</c>), the control without volume
    /// (<c>flat_inflow</c>), and what <c>quant_math/heatmap_models.yaml</c> names where it is.
    /// </summary>
    /// <param name="config">The folder <c>config</c>.</param>
    /// <param name="coins">Parameters of the first two.</param>
    /// <param name="names">Names to keep; none for all.</param>
    /// <exception cref="StartupException">There is no such model.</exception>
    /// <exception cref="ConfigException">The file is wrong.</exception>
    public static ImmutableArray<LevelModel> Of(string config, CoinOptions coins, IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(coins);
        ArgumentNullException.ThrowIfNull(names);
        var file = Path.Combine(config, "quant_math", "heatmap_models.yaml");
        LevelModel[] usual =
        [
            new("volume_proxy", _ => new LiquidationHeatmap(coins.Heatmap)),
            Control(coins),
        ];
        ImmutableArray<LevelModel> all = [.. usual, .. File.Exists(file) ? Variants(file) : []];
        return names.FirstOrDefault(name => all.All(model => model.Name != name)) is { } unknown
            ? throw new StartupException(
                $"there is no model '{unknown}'; models are {string.Join(", ", all.Select(model => model.Name))}.")
            : [.. all.Where(model => names.Count == 0 || names.Contains(model.Name))];
    }

    /// <summary>The control: what is known without volume.</summary>
    /// <param name="coins">Parameters of the map inside.</param>
    public static LevelModel Control(CoinOptions coins)
    {
        ArgumentNullException.ThrowIfNull(coins);
        return new LevelModel("flat_inflow", _ => new FlatInflow(new LiquidationHeatmap(coins.Heatmap)));
    }

    private static IEnumerable<LevelModel> Variants(string file)
    {
        var options = YamlConfig.Load<HeatmapModelsOptions>(file);
        return options.Models.Select(variant =>
            new LevelModel(variant.Name, _ => new HeatmapEstimator(options.Find(variant.Name)!)));
    }
}

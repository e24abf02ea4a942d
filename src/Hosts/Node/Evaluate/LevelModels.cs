using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Quant;

namespace WhaleStack.Node.Evaluate;

/// <summary>The models of levels that can be scored.</summary>
public static class LevelModels
{
    private static readonly ImmutableArray<(string Name, Func<CoinOptions, ILevelMap> Create)> Known =
    [
        ("volume_proxy", options => new LiquidationHeatmap(options.Heatmap)),
        ("flat_inflow", options => new FlatInflow(new LiquidationHeatmap(options.Heatmap))),
    ];

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.Select(model => model.Name)];

    /// <summary>The models of some names.</summary>
    /// <param name="names">Names; none for all.</param>
    /// <param name="options">Parameters, from <c>config/quant_math/cluster_formulas.yaml</c>.</param>
    /// <exception cref="StartupException">There is no such model.</exception>
    public static ImmutableArray<LevelModel> Of(IReadOnlyCollection<string> names, CoinOptions options)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.FirstOrDefault(name => !Names.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new StartupException($"there is no model '{unknown}'; models are {string.Join(", ", Names)}.");
        }

        return
        [
            .. Known.Where(model => names.Count == 0 || names.Contains(model.Name))
                .Select(model => new LevelModel(model.Name, _ => model.Create(options))),
        ];
    }
}

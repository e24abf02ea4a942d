using System.Collections.Immutable;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Arbitrage;
using WhaleStack.Domain.Scanners.Cycle;
using WhaleStack.Domain.Scanners.Funding;
using WhaleStack.Domain.Scanners.Heatmap;
using WhaleStack.Domain.Scanners.Liquidation;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Domain.Scanners.OpenInterest;
using WhaleStack.Domain.Scanners.Outlier;
using WhaleStack.Domain.Scanners.Price;
using WhaleStack.Domain.Scanners.Trend;
using WhaleStack.Domain.Scanners.Volume;

namespace WhaleStack.Storage.Configuration;

/// <summary>The scanners beside the whale-target scanner, as <c>config/scanners</c> has them; those that are switched
/// off are left out.</summary>
/// <param name="Running">In the order of <see cref="Files"/>.</param>
public sealed record ScannersConfig(ImmutableArray<IScanner> Running)
{
    private const string Folder = "scanners/";

    /// <summary>Which file makes which scanner.</summary>
    private static readonly ImmutableArray<(string File, Type Record, Reader Read)> Known =
    [
        Entry<PriceMoveOptions>("price.yaml", o => o.Terms, o => new PriceMoveScanner(o)),
        Entry<VolumeSpikeOptions>("volume.yaml", o => o.Terms, o => new VolumeSpikeScanner(o)),
        Entry<FundingExtremeOptions>("funding.yaml", o => o.Terms, o => new FundingExtremeScanner(o)),
        Entry<OpenInterestSpikeOptions>("oi.yaml", o => o.Terms, o => new OpenInterestSpikeScanner(o)),
        Entry<TrendOptions>("trend.yaml", o => o.Terms, o => new TrendScanner(o)),
        Entry<OutlierOptions>("outlier.yaml", o => o.Terms, o => new OutlierScanner(o)),
        Entry<LiquidationScannerOptions>("liquidation.yaml", o => o.Terms, o => new LiquidationScanner(o)),
        Entry<HeatmapScannerOptions>("heatmap_model1.yaml", o => o.Terms, o => new HeatmapScanner(o)),
        Entry<HeatmapScannerOptions>("heatmap_model2.yaml", o => o.Terms, o => new HeatmapScanner(o)),
        Entry<HeatmapScannerOptions>("heatmap_model3.yaml", o => o.Terms, o => new HeatmapScanner(o)),
        Entry<WhaleCycleOptions>("whale_cycle.yaml", o => o.Terms, o => new WhaleCycleScanner(o)),
        Entry<ArbitrageOptions>("arbitrage.yaml", o => o.Terms, o => new ArbitrageScanner(o)),
        Entry<ManualOptions>("manual.yaml", o => o.Terms, o => new ManualScanner(o)),
    ];

    private delegate IScanner? Reader(string path, ICollection<ConfigMistake> mistakes);

    /// <summary>Files that must be there, below <c>config/</c>.</summary>
    public static ImmutableArray<string> Files { get; } = [.. Known.Select(known => Folder + known.File)];

    /// <summary>The record of each of them.</summary>
    public static ImmutableArray<Type> Records { get; } = [.. Known.Select(known => known.Record)];

    /// <summary>Reads the files of a folder <c>config</c> and adds what is wrong with them to a list.</summary>
    public static ScannersConfig Load(string folder, ICollection<ConfigMistake> mistakes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(mistakes);
        var found = new ScannersConfig(
        [
            .. Known.Select(known => known.Read(Path.Combine(folder, Folder, known.File), mistakes)).OfType<IScanner>(),
        ]);
        var byAgent = found.Running.GroupBy(scanner => scanner.Agent, StringComparer.Ordinal);
        foreach (var same in byAgent.Where(same => same.Count() > 1))
        {
            mistakes.Add(new(Path.Combine(folder, Folder), null, "terms.agent",
                $"'{same.Key}' is the name of {same.Count()} scanners; each needs its own."));
        }

        return found;
    }

    private static (string File, Type Record, Reader Read) Entry<T>(
        string file, Func<T, ScannerTerms> terms, Func<T, IScanner> make)
        where T : class => (file, typeof(T), (path, mistakes) =>
            YamlConfig.Load<T>(path, mistakes) is { } options && terms(options).Enabled ? make(options) : null);
}

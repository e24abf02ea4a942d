using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Composite;
using WhaleStack.Domain.Coins.Facts;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Domain.Platform;
using WhaleStack.Domain.Ranking;
using WhaleStack.Domain.Risk;
using WhaleStack.Domain.Scanners.Heatmap;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Domain.Traders;
using WhaleStack.Quant;
using WhaleStack.Storage.Files.RawFrames;
using WhaleStack.Storage.Files.Retention;
using WhaleStack.Storage.Logging;
using WhaleStack.Storage.Market;
using WhaleStack.Storage.Projections;
using WhaleStack.Storage.Redis;

namespace WhaleStack.Storage.Configuration;

/// <summary>
/// Everything that the YAML files of <c>config/</c> say, checked; each file is read into one option record.
/// </summary>
/// <param name="Platform"><c>platform.yaml</c>: what is watched, and how the paper exchange charges.</param>
/// <param name="Capital"><c>capital_allocation.yaml</c>: what the account starts with.</param>
/// <param name="Risk"><c>risk_management.yaml</c>: limits that no order may break.</param>
/// <param name="Coins"><c>quant_math/cluster_formulas.yaml</c>: candles, heatmap and clusters; and
/// <c>quant_math/coin_facts.yaml</c>.</param>
/// <param name="WhaleTarget"><c>scanners/whale_target.yaml</c>: the whale-target scanner.</param>
/// <param name="Traders"><c>bots/*.yaml</c>: one autotrader a file, by file name.</param>
/// <param name="Logging"><c>logging.yaml</c>: sizes and numbers of log files.</param>
/// <param name="Recording"><c>recording.yaml</c>: whether and how raw frames are kept.</param>
/// <param name="Redis"><c>channels/redis.yaml</c>: how signals are published.</param>
/// <param name="Retention"><c>retention.yaml</c>: how long files and rows are kept.</param>
/// <param name="Projections"><c>projections.yaml</c>: how the tables follow the journal.</param>
/// <param name="MarketData"><c>market_data.yaml</c>: what feeds subscribe to, and how market data is kept.</param>
/// <param name="CoinFacts"><c>quant_math/coin_facts.yaml</c>: how far back a coin's facts look; also in
/// <paramref name="Coins"/>.</param>
/// <param name="Composites"><c>composites.yaml</c>: instruments across venues.</param>
/// <param name="TargetModel"><c>quant_math/whale_target_model.yaml</c>: the fitted whale-target prediction.</param>
/// <param name="Ranking"><c>quant_math/ranking_algos.yaml</c>: weights of the composite score.</param>
/// <param name="Scanners"><c>scanners/*.yaml</c>: the other scanners.</param>
/// <param name="HeatmapModels"><c>quant_math/heatmap_models.yaml</c>: the models of heatmaps.</param>
/// <param name="Wicks"><c>quant_math/wick_formulas.yaml</c>: how wicks are measured.</param>
/// <param name="StopTargets"><c>quant_math/sl_tp_math.yaml</c>: how stops and targets are laid.</param>
/// <param name="Reach"><c>quant_math/reach_history.yaml</c>: the history of a coin's clusters; also in
/// <paramref name="Coins"/>.</param>
/// <param name="RiskScore"><c>quant_math/risk_configs.yaml</c>: how risky a coin's own behaviour is; likewise.</param>
/// <param name="Filters"><c>quant_math/quantile_filters.yaml</c>: what is rare for a coin; likewise.</param>
public sealed record WhaleConfig(
    PlatformOptions Platform,
    CapitalOptions Capital,
    RiskOptions Risk,
    CoinOptions Coins,
    WhaleTargetOptions WhaleTarget,
    ImmutableArray<TraderOptions> Traders,
    LoggingOptions Logging,
    RecordingOptions Recording,
    RedisOptions Redis,
    RetentionOptions Retention,
    ProjectionOptions Projections,
    MarketDataOptions MarketData,
    CoinFactsOptions CoinFacts,
    CompositesOptions Composites,
    TargetModelOptions TargetModel,
    RankingOptions Ranking,
    ScannersConfig Scanners,
    HeatmapModelsOptions HeatmapModels,
    WickOptions Wicks,
    StopTargetOptions StopTargets,
    ReachOptions Reach,
    RiskScoreOptions RiskScore,
    QuantileFilterOptions Filters)
{
    private const string BotsFolder = "bots";
    private const int TradersMax = 100;

    /// <summary>Files that must be there, apart from the bots.</summary>
    public static ImmutableArray<string> Files { get; } =
    [
        "platform.yaml", "capital_allocation.yaml", "risk_management.yaml", "quant_math/cluster_formulas.yaml",
        "scanners/whale_target.yaml", "logging.yaml", "recording.yaml", "channels/redis.yaml",
        "retention.yaml", "projections.yaml", "market_data.yaml",
        "quant_math/coin_facts.yaml", "composites.yaml", "quant_math/whale_target_model.yaml",
        "quant_math/heatmap_models.yaml", "quant_math/wick_formulas.yaml", "quant_math/sl_tp_math.yaml",
        "quant_math/ranking_algos.yaml", "quant_math/reach_history.yaml",
        "quant_math/risk_configs.yaml", "quant_math/quantile_filters.yaml",
        .. ScannersConfig.Files,
    ];

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder <c>config</c>.</param>
    /// <param name="check">What else is wrong, known to whoever uses it: the file and, beginning with its key, the
    /// mistake. Asked when the files by themselves have none.</param>
    /// <exception cref="ConfigException">
    /// A file is absent, wrong, or one that no part of this version reads; names every mistake of all files.
    /// </exception>
    public static WhaleConfig Load(
        string folder, Func<WhaleConfig, IEnumerable<(string File, string Mistake)>>? check = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var mistakes = new List<ConfigMistake>();
        if (!Directory.Exists(folder))
        {
            throw new ConfigException([new(folder, null, string.Empty, "there is no such folder.")]);
        }

        RefuseUnreadFiles(folder, mistakes);
        var config = ReadAll(folder, mistakes);
        ConfigException.ThrowIfAny(mistakes);
        config = config.Joined();
        config.CheckTogether(folder, mistakes);
        mistakes.AddRange((check?.Invoke(config) ?? []).Select(found =>
            new ConfigMistake(Path.Combine(folder, found.File), null, string.Empty, found.Mistake)));
        ConfigException.ThrowIfAny(mistakes);
        return config;
    }

    private static WhaleConfig ReadAll(string folder, List<ConfigMistake> mistakes) => new(
        Read<PlatformOptions>(folder, Files[0], mistakes),
        Read<CapitalOptions>(folder, Files[1], mistakes),
        Read<RiskOptions>(folder, Files[2], mistakes),
        Read<CoinOptions>(folder, Files[3], mistakes),
        Read<WhaleTargetOptions>(folder, Files[4], mistakes),
        ReadBots(folder, mistakes),
        Read<LoggingOptions>(folder, Files[5], mistakes),
        Read<RecordingOptions>(folder, Files[6], mistakes),
        Read<RedisOptions>(folder, Files[7], mistakes),
        Read<RetentionOptions>(folder, Files[8], mistakes),
        Read<ProjectionOptions>(folder, Files[9], mistakes),
        Read<MarketDataOptions>(folder, Files[10], mistakes),
        Read<CoinFactsOptions>(folder, Files[11], mistakes),
        Read<CompositesOptions>(folder, Files[12], mistakes),
        Read<TargetModelOptions>(folder, Files[13], mistakes),
        Read<RankingOptions>(folder, Files[17], mistakes),
        ScannersConfig.Load(folder, mistakes),
        Read<HeatmapModelsOptions>(folder, Files[14], mistakes),
        Read<WickOptions>(folder, Files[15], mistakes),
        Read<StopTargetOptions>(folder, Files[16], mistakes),
        Read<ReachOptions>(folder, Files[18], mistakes),
        Read<RiskScoreOptions>(folder, Files[19], mistakes),
        Read<QuantileFilterOptions>(folder, Files[20], mistakes));

    /// <summary>The coins' options come from several files.</summary>
    private WhaleConfig Joined() => this with
    {
        Coins = Coins with
        {
            Facts = CoinFacts,
            Reach = Reach with { Tracker = HeatmapModels.Tracker },
            Wicks = Wicks,
            RiskScore = RiskScore,
            Filters = Filters,
        },
        WhaleTarget = WhaleTarget with { Model = TargetModel },
    };

    // A file that could not be read has left its mistakes, so that its null never leaves Load.
    private static T Read<T>(string folder, string file, List<ConfigMistake> mistakes)
        where T : class => YamlConfig.Load<T>(Path.Combine(folder, file), mistakes)!;

    private static ImmutableArray<TraderOptions> ReadBots(string folder, List<ConfigMistake> mistakes)
    {
        var bots = Path.Combine(folder, BotsFolder);
        var files = Directory.Exists(bots)
            ? Directory.GetFiles(bots, "*.yaml").Order(StringComparer.Ordinal).ToList()
            : [];
        if (files.Count is 0 or > TradersMax)
        {
            mistakes.Add(new(bots, null, string.Empty, $"holds {files.Count} bots; expected from 1 to {TradersMax}."));
            return [];
        }

        return [.. files.Select(file => YamlConfig.Load<TraderOptions>(file, mistakes)!)];
    }

    private static void RefuseUnreadFiles(string folder, List<ConfigMistake> mistakes)
    {
        var files = Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            var isBot = Path.GetDirectoryName(name) == BotsFolder && name.EndsWith(".yaml", StringComparison.Ordinal);
            if (!isBot && !Files.Contains(name))
            {
                var meant = NearMiss.Of(name, Files);
                mistakes.Add(new(file, null, string.Empty, "no part of this version reads this file."
                    + (meant is null ? string.Empty : $" Did you mean {meant}?")));
            }
        }
    }

    private bool IsHeld(string model) => model == VolumeProxy.SourceName
        || HeatmapModels.CoinModels.Contains(model)
        || VendorModels.Names.Contains(model);

    private void CheckTogether(string folder, List<ConfigMistake> mistakes)
    {
        var bots = Path.Combine(folder, BotsFolder);
        foreach (var trader in Traders.Where(trader => trader.Account != Capital.Account))
        {
            mistakes.Add(new(bots, null, "account",
                $"'{trader.Account}' of trader '{trader.Trader}' is not '{Capital.Account}' of {Files[1]}."));
        }

        var followed = Platform.InstrumentIds();
        foreach (var leg in Composites.Legs.Where(leg => !followed.Contains(leg)))
        {
            mistakes.Add(new(Path.Combine(folder, Files[12]), null, "composites",
                $"'{leg}' is a leg and is not followed: it stands in no instruments of {Files[0]}."));
        }

        foreach (var scanner in Scanners.Running.OfType<HeatmapScanner>().Where(scanner => !IsHeld(scanner.Model)))
        {
            mistakes.Add(new(Path.Combine(folder, "scanners/"), null, "model",
                $"'{scanner.Model}' of {scanner.Agent} is a model that no coin holds: name it in coin_models of "
                + $"{Files[14]}, or switch the scanner off."));
        }

        var byName = Traders.GroupBy(trader => trader.Trader, StringComparer.Ordinal);
        foreach (var same in byName.Where(same => same.Count() > 1))
        {
            mistakes.Add(new(bots, null, "trader",
                $"'{same.Key}' is the name of {same.Count()} traders; each needs its own."));
        }
    }
}

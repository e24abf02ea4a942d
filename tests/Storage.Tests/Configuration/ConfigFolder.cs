using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Tests.Configuration;

/// <summary>A whole <c>config</c> folder with valid files, for a test to damage.</summary>
internal sealed class ConfigFolder : IDisposable
{
    private static readonly string[] QuantFiles =
    [
        "quant_math/coin_facts.yaml", "quant_math/whale_target_model.yaml", "quant_math/ranking_algos.yaml",
        "quant_math/reach_history.yaml", "quant_math/risk_configs.yaml", "quant_math/quantile_filters.yaml",
    ];

    private const string Platform = """
        instruments: [bybit:BTCUSDT, bybit:ETHUSDT]
        history_window: 365d
        paper:
          taker_fee_fraction: 0.00055
          maker_fee_fraction: 0.0002
          slippage_fraction: 0.0005
        """;

    private const string Risk = """
        risk_per_trade_fraction_max: 0.02
        position_fraction_max: 0.05
        leverage: 2
        leverage_total_max: 2
        positions_max: 10
        daily_loss_fraction_max: 0.05
        drawdown_alert_fraction: 0.1
        drawdown_halt_fraction: 0.25
        """;

    private const string Coins = """
        decision_interval: 1h
        warm_up_candles: 168
        gap_candles_max: 3
        atr_period: 14
        trend_period: 100
        book_levels_max: 200
        heatmap:
          inflow_fraction: 0.1
          maintenance_fraction: 0.005
          bucket_fraction: 0.001
          tiers:
            - { leverage: 10, weight_fraction: 0.5, half_life: 7d }
            - { leverage: 25, weight_fraction: 0.5, half_life: 48h }
        clusters:
          distance_fraction_max: 0.2
          smoothing_buckets: 3
          edge_fraction: 0.5
          share_fraction_min: 0.05
          clusters_max: 5
        """;

    private const string Heatmaps = """
        churn_fraction: 0.05
        proxy_fraction: 0.1
        taker_tilt_fraction: 0.5
        maintenance_fraction: 0.005
        bucket_fraction: 0.001
        tiers: [{ leverage: 10, weight_fraction: 1, half_life: 7d }]
        models:
          - { name: any, has_half_lives: true, follows_closings: true, leverage_min: 1, learning_rate: 0 }
          - { name: all_openings, has_half_lives: false, follows_closings: false, leverage_min: 1, learning_rate: 0 }
          - { name: high_leverage, has_half_lives: true, follows_closings: false, leverage_min: 5, learning_rate: 0 }
          - { name: time_weighted, has_half_lives: true, follows_closings: true, leverage_min: 1, learning_rate: 0 }
        coin_models: [all_openings, high_leverage, time_weighted]
        tracker: { match_fraction_max: 0.005, change_fraction_min: 0.25, missed_max: 3 }
        """;

    private const string Wicks = """
        window_candles: 100
        quantile_fraction: 0.95
        hunt_lookback_candles: 24
        hunt_wick_share_min: 0.5
        stop_margin_fraction: 0.25
        """;

    private const string StopTargets = """
        stop_fraction_min: 0.005
        stop_fraction_max: 0.05
        cluster_margin_fraction: 0.002
        target_margin_fraction: 0.001
        targets_max: 3
        reward_risk_min: 1.5
        """;

    private const string Scanner = """
        agent: whale_target_scanner
        signal_type: whale_target
        pull_range_atr: 4
        trend_weight_fraction: 0.25
        trend_full_fraction: 0.05
        score_min: 0.4
        distance_atr_min: 0.5
        distance_atr_max: 8
        stop_atr: 2
        reward_risk_min: 1
        cool_down: 24h
        signal_life: 2h
        """;

    private const string Recording = """
        record_raw_frames: true
        file_bytes_max: 65536
        file_span: 1h
        queue_frames_max: 100
        queue_bytes_max: 65536
        free_bytes_min: 1048576
        """;

    private const string MarketData = """
        feeds:
          bybit:
            tickers: true
            book_levels: 50
            trades: true
            candle_interval: 5m
            liquidations: false
            silence: { tickers: 30s, book: 10s, trades: null, candles: 2m, liquidations: null }
        coinglass_liquidations: [binance:BTCUSDT]
        coinglass_heatmaps: { models: [2], range: 24h, every: 10m, requests_per_minute_max: 80 }
        tables:
          queue_rows_max: 1000
          batch_rows_max: 100
          flush_interval: 1s
        """;

    private const string Composites = """
        composites:
          - id: composite:BTCUSDT
            legs:
              - { coin: bybit:BTCUSDT, weight: 3 }
              - { coin: bybit:ETHUSDT, weight: 1, units: 1000 }
            silence_max: 20s
            weight_half_life: 2h
            lag_bucket: 100ms
            lag_buckets_max: 20
            lag_half_life: 10m
        """;

    private const string Redis = """
        stream_length_max: 1000
        signals_waiting_max: 500
        last_value_life: 10m
        answer_timeout: 1s
        retry_after: 100ms
        retry_after_max: 5s
        """;

    private readonly TempFolder _temp = new();

    public ConfigFolder()
    {
        Write("platform.yaml", Platform);
        Write("capital_allocation.yaml", "account: main\nquote_asset: USDT\nstart_quote: 10000\n");
        Write("risk_management.yaml", Risk);
        Write("quant_math/cluster_formulas.yaml", Coins);
        Write("scanners/whale_target.yaml", Scanner);
        foreach (var shipped in ScannersConfig.Files.Concat(QuantFiles))
        {
            Write(shipped, File.ReadAllText(Repository.File($"config/{shipped}")));
        }

        Write("quant_math/heatmap_models.yaml", Heatmaps);
        Write("quant_math/wick_formulas.yaml", Wicks);
        Write("quant_math/sl_tp_math.yaml", StopTargets);
        Write("bots/whale_target.yaml", Bot);
        Write("logging.yaml", "file_bytes_max: 65536\nfiles_max: 3\nflush_interval: 1s\n");
        Write("recording.yaml", Recording);
        Write("channels/redis.yaml", Redis);
        Write("retention.yaml", "grace: 7d\nbackups_max: 3\nfolders: []\ntables: []\n");
        Write("market_data.yaml", MarketData);
        Write("composites.yaml", Composites);
        Write("projections.yaml", "poll_interval: 1s\nbatch_events_max: 500\ncatch_up_max: 10s\n");
    }

    public static string Bot => """
        trader: whale_target
        strategy: whale_target
        account: main
        risk_per_trade_fraction: 0.01
        position_fraction_max: 0.05
        leverage: 2
        confidence_min: 0.4
        hold_max: 72h
        positions_max: 5
        signal_types: [whale_target]
        """;

    public string Path => _temp.Path;

    public void Write(string name, string text) => _temp.Write(name, text);

    public void Replace(string name, string part, string with)
    {
        var text = File.ReadAllText(_temp.File(name));
        Assert.Contains(part, text, StringComparison.Ordinal);
        Write(name, text.Replace(part, with, StringComparison.Ordinal));
    }

    public void Delete(string name) => File.Delete(_temp.File(name));

    public void Dispose() => _temp.Dispose();
}

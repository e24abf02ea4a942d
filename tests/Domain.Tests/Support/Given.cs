using System.Collections.Immutable;
using WhaleStack.Domain.Backtests;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Platform;
using WhaleStack.Domain.Risk;
using WhaleStack.Domain.Scanners.WhaleTarget;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Tests.Support;

/// <summary>What many specs begin with. Options have the values of <c>config/</c>.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly InstrumentId Btc = InstrumentId.Parse("bybit:BTCUSDT");

    public static readonly InstrumentId Doge = InstrumentId.Parse("bybit:DOGEUSDT");

    public static readonly InstrumentId Eth = InstrumentId.Parse("bybit:ETHUSDT");

    public static readonly InstrumentId Hype = InstrumentId.Parse("bybit:HYPEUSDT");

    public static readonly InstrumentId Sol = InstrumentId.Parse("bybit:SOLUSDT");

    public static readonly HeatmapOptions Heatmap = new(
        0.1,
        0.005,
        0.001,
        [
            new LeverageTier(5, 0.15, TimeSpan.FromDays(14)),
            new LeverageTier(10, 0.30, TimeSpan.FromDays(7)),
            new LeverageTier(25, 0.25, TimeSpan.FromDays(2)),
            new LeverageTier(50, 0.18, TimeSpan.FromHours(12)),
            new LeverageTier(100, 0.12, TimeSpan.FromHours(6)),
        ]);

    public static readonly ClusterOptions Clusters = new(0.15, 3, 0.5, 0.05, 5);

    public static readonly CoinOptions CoinOptions = new(Hour, 168, 3, 24, 96, 1_000, Heatmap, Clusters);

    public static readonly HeatmapModelOptions TimeWeighted = new(
        "time_weighted",
        ChurnFraction: 0.05,
        ProxyFraction: 0.1,
        TakerTiltFraction: 0.5,
        MaintenanceFraction: 0.005,
        BucketFraction: 0.001,
        HasHalfLives: true,
        FollowsClosings: true,
        LeverageMin: 1,
        LearningRate: 0.002,
        Heatmap.Tiers);

    public static readonly HeatmapModelOptions AllOpenings = TimeWeighted with
    {
        Name = "all_openings", HasHalfLives = false, FollowsClosings = false, LearningRate = 0.0,
    };

    public static readonly WhaleTargetOptions Scanner = new(
        "whale_target_scanner",
        "whale_target",
        PullRangeAtr: 5,
        TrendWeightFraction: 0.3,
        TrendFullFraction: 0.05,
        ScoreMin: 0.7,
        DistanceAtrMin: 2,
        DistanceAtrMax: 10,
        StopAtr: 2,
        RewardRiskMin: 1,
        CoolDown: TimeSpan.FromHours(24),
        SignalLife: TimeSpan.FromHours(2));

    public static readonly TraderOptions Trader = new(
        "whale_target_trader",
        "whale_target",
        "main",
        RiskPerTradeFraction: 0.01m,
        PositionFractionMax: 0.05m,
        Leverage: 2m,
        ConfidenceMin: 0.7,
        HoldMax: TimeSpan.FromHours(48),
        PositionsMax: 5,
        SignalTypes: ["whale_target"]);

    public static readonly RiskOptions Risk = new(
        RiskPerTradeFractionMax: 0.02m,
        PositionFractionMax: 0.05m,
        Leverage: 2m,
        LeverageTotalMax: 2m,
        PositionsMax: 10,
        DailyLossFractionMax: 0.03m,
        DrawdownAlertFraction: 0.10m,
        DrawdownHaltFraction: 0.20m);

    public static readonly PaperOptions Paper = new(0.00055m, 0.0002m, 0.0002m);

    public static readonly CapitalOptions Capital = new("main", "USDT", 10_000m);

    public static readonly ImmutableSortedDictionary<InstrumentId, Instrument> Instruments = new[]
    {
        Instrument(Btc, "BTC", 0.1m, 0.001m),
        Instrument(Doge, "DOGE", 0.00001m, 1m),
        Instrument(Eth, "ETH", 0.01m, 0.01m),
        Instrument(Hype, "HYPE", 0.001m, 0.01m),
        Instrument(Sol, "SOL", 0.01m, 0.1m),
    }.ToImmutableSortedDictionary(instrument => instrument.Id, instrument => instrument);

    public static readonly PlatformOptions Platform = new(
        [.. Instruments.Keys.Select(coin => coin.ToString())], TimeSpan.FromDays(540), Paper);

    public static readonly BacktestOptions Backtest =
        new(CoinOptions, Scanner, Trader, Risk, Paper, Capital, Instruments);

    public static Watermark At(double hours, StepPhase phase = StepPhase.History) => new(Start.AddHours(hours), phase);

    /// <summary>An hourly candle that opens so many hours after the start.</summary>
    public static Candle Candle(
        int hour, decimal open, decimal high, decimal low, decimal close, decimal volumeBase = 10m) => new(
            Start.AddHours(
                hour), Hour, open, high, low, close, volumeBase, volumeBase * (open + high + low + close) / 4m);

    /// <summary>A step with one hourly candle of one coin, at the candle's close.</summary>
    public static MarketStep Step(InstrumentId coin, Candle candle, params InstrumentFunding[] fundings) => new(
        new Watermark(candle.CloseTime, StepPhase.History),
        [new InstrumentCandle(coin, candle)],
        [.. fundings],
        ImmutableSortedDictionary<InstrumentId, decimal>.Empty.Add(coin, candle.CloseQuote));

    private static Instrument Instrument(InstrumentId id, string asset, decimal tickQuote, decimal stepBase) =>
        new(id, asset, "USDT", tickQuote, stepBase, stepBase, 5m, 50m, TimeSpan.FromHours(8));
}

using WhaleStack.Domain.Publishing;
using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Storage.Tests.Publishing;

/// <summary>Messages to the outside, as the pages show them.</summary>
internal static class Say
{
    public static readonly InstrumentId Btc = InstrumentId.Parse("bybit:BTCUSDT");

    private static readonly DateTimeOffset Time = new(2026, 3, 5, 1, 0, 0, TimeSpan.Zero);
    private static readonly Watermark Live = new(Time, StepPhase.Live);
    private static readonly ClusterView Shorts = new(Side.Sell, 70_210.5m, 48_300_000, 0.004, 0.0215)
    {
        Reached = new ReachRate(TimeSpan.FromHours(24), 41, 96, 0.31, 0.55),
    };

    /// <summary>A claim with that number in its id.</summary>
    public static Publication Signal(int number = 1) => Publications.Of(new SignalEvents.SignalRaised(
        new Signal(
            $"whale_target_scanner|bybit:BTCUSDT|whale_target|{number}",
            "whale_target_scanner",
            "whale_target",
            Btc,
            Time,
            Side.Buy,
            68_730.1m,
            67_950m,
            70_070.1m,
            0.82,
            ["48.3 M of shorts at 70210.5, 2.2% (3.1 ATR) above the price."],
            Time.AddHours(2)),
        Live));

    public static Publication Cluster() => Publications.ClusterOf(Update(Btc, 68_730.1m), Shorts);

    /// <summary>The second of five.</summary>
    public static Publication Rank()
    {
        var rank = new CoinRank(
            Btc,
            0.65,
            [new RankedPart(RankPart.Imbalance, -0.41, 0.75, 0.6), new RankedPart(RankPart.Move, 0.013, 0.5, 0.4)]);
        var report = new RankingReport(Time, [rank, rank, rank, rank, rank], [], [InstrumentId.Parse("bybit:ADAUSDT")]);
        return Publications.RankOf(report, 1, 68_730.1m, Live);
    }

    public static Publication Snapshot(decimal priceQuote = 68_730.1m) => Snapshot(Btc, priceQuote);

    public static Publication Snapshot(InstrumentId coin, decimal priceQuote = 68_730.1m) =>
        Publications.SnapshotOf(Update(coin, priceQuote))!;

    private static CoinEvents.CoinUpdated Update(InstrumentId coin, decimal priceQuote) => new(
        coin,
        Live,
        new CoinView(
            coin, CoinCondition.Live, Time, priceQuote, 432.5, 0.013, [Shorts], 7, 8_760, "volume proxy"));
}

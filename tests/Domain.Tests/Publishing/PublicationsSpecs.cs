using System.Collections.Immutable;
using WhaleStack.Domain.Publishing;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Publishing;

/// <summary>How our facts read outside.</summary>
public sealed class PublicationsSpecs
{
    private static readonly ClusterView Cluster = new(Side.Sell, 102m, 5e6, 0.01, 0.02);

    [Fact]
    public void A_signal_goes_to_the_channel_of_its_type_with_every_figure()
    {
        var publication = Publications.Of(Raised("s1"));
        Assert.Equal(
            ("whale_targets", "bybit:BTCUSDT", PublicationKind.Signal),
            (publication.Channel, publication.Subject, publication.Kind));
        var message = Assert.IsType<SignalMessage>(publication.Message);
        var time = Given.At(3).Time;
        Assert.Equal(
            new SignalMessage(
                "whale_target_scanner", "whale_target", "BTCUSDT", 104m, null, "bybit", "s1", "buy", 100m, 99m, 104m,
                0.9, message.Reasons, time, time.AddHours(2), "live", null, [], null),
            message);
        Assert.Equal("a test", Assert.Single(message.Reasons));
    }

    [Fact]
    public void Information_has_no_side_and_its_own_price_where_it_is_about_none()
    {
        var raised = Raised("s1");
        var message = Assert.IsType<SignalMessage>(Publications.Of(raised with
        {
            Signal = raised.Signal with
            {
                Direction = null, StopQuote = null, TargetQuote = null, Label = "up", Author = "ann",
                MoreTargetsQuote = [105m],
            },
        }).Message);
        Assert.Equal(
            (null, null, null, 100m), (message.Side, message.StopLoss, message.TakeProfit, message.PriceLevel));
        Assert.Equal(("up", "ann", 105m), (message.Label, message.Author, Assert.Single(message.MoreTargets)));
    }

    [Fact]
    public void A_claim_that_price_falls_is_a_sell()
    {
        var raised = Raised("s1");
        var falling = raised with { Signal = raised.Signal with { Direction = Side.Sell } };
        Assert.Equal("sell", Assert.IsType<SignalMessage>(Publications.Of(falling).Message).Side);
    }

    [Fact]
    public void A_cluster_names_its_heatmap_level_size_and_whose_positions_it_holds()
    {
        var publication = Publications.ClusterOf(Updated(100m, Cluster), Cluster);
        Assert.Equal(("liquidation_clusters", PublicationKind.Signal), (publication.Channel, publication.Kind));
        Assert.Equal(
            new ClusterMessage(
                "heatmap_model1_scanner", "liquidation_cluster", "BTCUSDT", 102m, 5e6, "bybit", "short", 0.01, 0.02,
                "volume proxy", Given.At(3).Time, "live"),
            publication.Message);
        var longs = Publications.ClusterOf(Updated(100m, Cluster), Cluster with { PositionSide = Side.Buy });
        Assert.Equal("long", Assert.IsType<ClusterMessage>(longs.Message).Side);
    }

    [Fact]
    public void A_snapshot_holds_the_price_the_condition_and_the_clusters()
    {
        var publication = Publications.SnapshotOf(Updated(100m, Cluster))!;
        Assert.Equal(
            ("market_snapshots", "bybit:BTCUSDT", PublicationKind.Snapshot),
            (publication.Channel, publication.Subject, publication.Kind));
        var message = Assert.IsType<SnapshotMessage>(publication.Message);
        Assert.Equal((100m, "live", 1.5, 0.02, "live"), (
            message.PriceLevel, message.Condition, message.Atr!.Value, message.TrendFraction!.Value, message.Phase));
        Assert.Equal(new ClusterLine("short", 102m, 5e6, 0.01, 0.02), Assert.Single(message.Clusters));
    }

    [Fact]
    public void A_coin_without_a_price_has_nothing_to_show() =>
        Assert.Null(Publications.SnapshotOf(Updated(null)));

    [Theory]
    [InlineData(StepPhase.History, "history")]
    [InlineData(StepPhase.Flatten, "flatten")]
    [InlineData(StepPhase.Live, "live")]
    public void The_phase_tells_a_replay_from_the_present(StepPhase phase, string expected)
    {
        var update = Updated(100m) with { Watermark = Given.At(3, phase) };
        Assert.Equal(expected, Assert.IsType<SnapshotMessage>(Publications.SnapshotOf(update)!.Message).Phase);
    }

    internal static SignalEvents.SignalRaised Raised(string id) => new(
        new Signal(
            id, "whale_target_scanner", "whale_target", Given.Btc, Given.At(3).Time, Side.Buy, 100m, 99m, 104m, 0.9,
            ["a test"], Given.At(3).Time.AddHours(2)),
        Given.At(3, StepPhase.Live));

    internal static CoinEvents.CoinUpdated Updated(decimal? price, params ImmutableArray<ClusterView> clusters) => new(
        Given.Btc,
        Given.At(3, StepPhase.Live),
        new CoinView(
            Given.Btc, CoinCondition.Live, Given.At(3).Time, price, 1.5, 0.02, clusters, clusters.Length, 200,
            "volume proxy"));
}

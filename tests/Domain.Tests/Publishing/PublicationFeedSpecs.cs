using System.Collections.Immutable;
using WhaleStack.Domain.Publishing;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Publishing;

/// <summary>What is news.</summary>
public sealed class PublicationFeedSpecs
{
    private static readonly ClusterView Above = new(Side.Sell, 102m, 1_000, 0.01, 0.02);
    private static readonly ClusterView Below = new(Side.Buy, 98m, 100, 0.01, -0.02);

    [Fact]
    public void A_signal_is_told_once_though_its_step_runs_again()
    {
        var (feed, first) = PublicationFeed.Empty.Take(PublicationsSpecs.Raised("s1"));
        var (next, again) = feed.Take(PublicationsSpecs.Raised("s1"));
        var (_, other) = next.Take(PublicationsSpecs.Raised("s2"));
        Assert.Equal((1, 0, 1), (first.Length, again.Length, other.Length));
    }

    [Fact]
    public void A_cluster_is_told_when_it_is_first_seen_and_the_view_each_time()
    {
        var (feed, first) = Take(PublicationFeed.Empty, Above);
        Assert.Equal(["liquidation_clusters", "market_snapshots"], first.Select(p => p.Channel));
        var (next, second) = Take(feed, Above with { PriceQuote = 102.5m }, Below);
        Assert.Equal(["liquidation_clusters", "market_snapshots"], second.Select(p => p.Channel));
        Assert.Equal(98m, Assert.IsType<ClusterMessage>(second[0].Message).PriceLevel);
        var (_, third) = Take(next, Above with { PriceQuote = 102.5m }, Below);
        Assert.Equal("market_snapshots", Assert.Single(third).Channel);
    }

    [Theory]
    [InlineData(103.03, Side.Sell)]
    [InlineData(102, Side.Buy)]
    public void A_cluster_beyond_the_width_or_of_the_other_side_is_another(double price, Side side)
    {
        var (feed, _) = Take(PublicationFeed.Empty, Above);
        var (_, news) = Take(feed, Above with { PriceQuote = (decimal)price, PositionSide = side });
        Assert.Equal("liquidation_clusters", news[0].Channel);
    }

    [Fact]
    public void A_cluster_that_went_and_came_back_is_told_again()
    {
        var (feed, _) = Take(PublicationFeed.Empty, Above);
        var (gone, _) = Take(feed);
        var (_, news) = Take(gone, Above);
        Assert.Equal(2, news.Length);
    }

    [Fact]
    public void Coins_do_not_share_clusters()
    {
        var (feed, _) = Take(PublicationFeed.Empty, Above);
        var (_, news) = feed.Take(PublicationsSpecs.Updated(100m, Above) with { Coin = Given.Eth });
        Assert.Equal(["ETHUSDT", "ETHUSDT"], news.Select(p => p.Message.Symbol));
    }

    private static (PublicationFeed Next, ImmutableArray<Publication> News) Take(
        PublicationFeed feed, params ImmutableArray<ClusterView> clusters) =>
        feed.Take(PublicationsSpecs.Updated(100m, clusters));
}

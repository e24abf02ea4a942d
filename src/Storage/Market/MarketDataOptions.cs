using System.Collections.Immutable;
using WhaleStack.Domain.Feeds;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Market;

/// <summary>What market data is followed and how it is kept; <c>config/market_data.yaml</c>.</summary>
/// <param name="Feeds">By venue, as in the names of its instruments: what its live feed subscribes to. A venue that is
/// not named has the choices of its adapter.</param>
/// <param name="CoinglassLiquidations">Instruments whose forced closes come from CoinGlass, none of them one whose own
/// feed tells of them; at most 500.</param>
/// <param name="CoinglassHeatmaps">Heatmaps that coins are told where there is a subscription.</param>
/// <param name="Tables">How it gets into its tables.</param>
public sealed record MarketDataOptions(
    ImmutableSortedDictionary<string, FeedOptions> Feeds,
    ImmutableArray<InstrumentId> CoinglassLiquidations,
    VendorHeatmapOptions CoinglassHeatmaps,
    MarketWriterOptions Tables) : IValidatedOptions
{
    private const int CoinsMax = 500;

    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes();
        foreach (var (venue, feed) in Feeds)
        {
            mistakes.Name("feeds", venue).Nested($"feeds.{venue}", feed);
        }

        var coins = CoinglassLiquidations;
        return mistakes
            .Within("coinglass_liquidations", coins.Length, 0, CoinsMax)
            .Unless(
                coins.Distinct().Count() == coins.Length,
                "coinglass_liquidations",
                string.Join(", ", coins),
                "each instrument once")
            .Nested("coinglass_heatmaps", CoinglassHeatmaps)
            .Nested("tables", Tables)
            .Found;
    }
}

using System.Collections.Immutable;
using WhaleStack.Domain.Feeds;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Market;

/// <summary>What market data is followed and how it is kept; <c>config/market_data.yaml</c>.</summary>
/// <param name="Feeds">By venue, as in the names of its instruments: what its live feed subscribes to. A venue that is
/// not named has the choices of its adapter.</param>
/// <param name="Tables">How it gets into its tables.</param>
public sealed record MarketDataOptions(
    ImmutableSortedDictionary<string, FeedOptions> Feeds, MarketWriterOptions Tables) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes();
        foreach (var (venue, feed) in Feeds)
        {
            mistakes.Name("feeds", venue).Nested($"feeds.{venue}", feed);
        }

        return mistakes.Nested("tables", Tables).Found;
    }
}

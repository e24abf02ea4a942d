using WhaleStack.Domain.Feeds;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Configuration;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Node.Startup;

/// <summary>Reads <c>config/</c> and holds what it asks of venues to what the venues of this host have.</summary>
public static class HostConfig
{
    private const string MarketData = "market_data.yaml";

    /// <summary>Reads the folder.</summary>
    /// <exception cref="ConfigException">Names every mistake.</exception>
    public static WhaleConfig Load(HostPaths paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return WhaleConfig.Load(paths.Config, CheckVenues);
    }

    private static IEnumerable<(string File, string Mistake)> CheckVenues(WhaleConfig config) =>
        config.MarketData.Feeds
            .SelectMany(feed => CheckFeed(feed.Key, feed.Value))
            .Concat(Unknown(config))
            .Concat(TwiceTold(config).Select(coin => (
                MarketData,
                $"coinglass_liquidations holds {coin}, whose own feed tells of forced closes: they would be counted "
                + $"twice; take it out, or set feeds.{coin.Venue}.liquidations to false.")));

    private static IEnumerable<(string File, string Mistake)> Unknown(WhaleConfig config) =>
        from coin in config.Platform.InstrumentIds()
        where !NodeVenues.Names.Contains(coin.Venue)
        select (
            "platform.yaml",
            $"instruments: '{coin}' is of no venue that is followed here; expected one of "
            + $"{string.Join(", ", NodeVenues.Names)}.");

    private static IEnumerable<InstrumentId> TwiceTold(WhaleConfig config)
    {
        var followed = config.Platform.InstrumentIds();
        return config.MarketData.CoinglassLiquidations.Where(coin => followed.Contains(coin)
            && (config.MarketData.Feeds.GetValueOrDefault(coin.Venue)?.Liquidations ?? true));
    }

    private static IEnumerable<(string File, string Mistake)> CheckFeed(string venue, FeedOptions feed)
    {
        var key = $"feeds.{venue}";
        var category = BybitCategory.All.FirstOrDefault(c => c.Venue == venue);
        if (category is null && venue != BinanceVenue.Name)
        {
            var known = string.Join(", ", NodeVenues.Names);
            return [(MarketData, $"{key}: no such venue has a feed here; expected one of {known}.")];
        }

        var mistakes = category is null
            ? BinanceFeedChoices.Mistakes(feed)
            : BybitFeedChoices.Mistakes(category, feed);
        return mistakes.Select(mistake => (MarketData, $"{key}.{mistake}"));
    }
}

using System.Collections.Immutable;
using WhaleStack.Actors.Feeds;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Files.RawFrames;
using WhaleStack.Venues.CoinGlass;

namespace WhaleStack.Node.Startup;

/// <summary>What a node takes from CoinGlass live: forced closes of exchanges that it does not follow itself.</summary>
public static class CoinGlassFeeds
{
    private const int BatchMax = 256;
    private const int CheckpointFrames = 100;
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    /// <summary>The feed that the configuration asks for; none when it asks for no instrument.</summary>
    /// <exception cref="StartupException">It asks for some and there is no key, or the address cannot be
    /// used.</exception>
    public static ImmutableArray<FeedSetup> Of(NodeSetup setup, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var coins = setup.Config.MarketData.CoinglassLiquidations;
        if (coins.IsEmpty)
        {
            return [];
        }

        if (setup.Env.CoinGlass is not { } env)
        {
            throw new StartupException(
                "coinglass_liquidations in config/market_data.yaml names instruments, and COINGLASS_API_KEY in .env is "
                + "empty: give the key, or name none.");
        }

        try
        {
            var options = new CoinGlassStreamOptions { ApiKey = env.ApiKey.Reveal(), Address = env.Stream };
            IMarketFeed feed = new CoinGlassLiquidationFeed(options, coins, time);
            var recorded = setup.Recorder is { } recorder
                ? new RecordingFeed(feed, "coinglass", recorder, time)
                : feed;
            return [new FeedSetup(recorded, coins, BatchMax, SilenceMax, CheckpointFrames)];
        }
        catch (ArgumentException error)
        {
            throw new StartupException(error.Message, error);
        }
    }
}

using WhaleStack.Actors.Feeds;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Files.RawFrames;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Binance.Rest;

namespace WhaleStack.Node.Startup;

/// <summary>Binance's perpetuals behind the ports, wired from a node's setup.</summary>
public sealed class BinanceLive : IDisposable
{
    private const int BatchMax = 256;
    private const int CheckpointFrames = 100;
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    private readonly BinanceRestClient _client;

    /// <summary>Makes it; nothing is connected yet.</summary>
    /// <exception cref="StartupException">An endpoint cannot be used.</exception>
    public BinanceLive(NodeSetup setup, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(setup);
        try
        {
            var options = new BinanceOptions
            {
                RestEndpoint = setup.Env.Binance.Rest, WebSocketBase = setup.Env.Binance.Streams,
            };
            _client = new BinanceRestClient(options, time);
            History = new BinanceHistory(_client);
            Statistics = new BinanceStatistics(_client, time);
            var wanted = setup.Config.MarketData.Feeds.GetValueOrDefault(BinanceVenue.Name);
            var chosen = wanted is null ? options : options.With(wanted);
            IMarketFeed feed = new BinanceMarketFeed(chosen, _client, time);
            var recorded = setup.Recorder is { } recorder
                ? new RecordingFeed(feed, BinanceVenue.Name, recorder, time)
                : feed;
            Feed = new FeedSetup(recorded, setup.BinanceTopics, BatchMax, SilenceMax, CheckpointFrames);
        }
        catch (ArgumentException error)
        {
            throw new StartupException(error.Message, error);
        }
    }

    /// <summary>The past.</summary>
    public IMarketHistory History { get; }

    /// <summary>Its public figures.</summary>
    public IMarketStatistics Statistics { get; }

    /// <summary>The live connection.</summary>
    public FeedSetup Feed { get; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}

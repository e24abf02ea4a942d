using System.Collections.Immutable;
using WhaleStack.Actors.Feeds;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Files.RawFrames;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Rest;

namespace WhaleStack.Node.Startup;

/// <summary>Bybit behind the ports, wired from a node's setup.</summary>
public sealed class BybitVenue : IDisposable
{
    private const int BatchMax = 256;
    private const int CheckpointFrames = 100;
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    private readonly BybitRestClient _client;
    private readonly IFrameRecorder? _recorder;
    private readonly TimeProvider _time;

    /// <summary>Makes it; nothing is connected yet.</summary>
    /// <exception cref="StartupException">An endpoint cannot be used.</exception>
    public BybitVenue(NodeSetup setup, TimeProvider time)
    {
        _recorder = setup.Recorder;
        _time = time;
        try
        {
            var options = new BybitOptions
            {
                RestEndpoint = setup.Env.Bybit.Rest,
                WebSocketPublic = setup.Env.Bybit.StreamPublic,
                Replay = setup.IsReplay,
            };
            _client = new BybitRestClient(options, time);
            History = setup.Past ?? new BybitHistory(_client);
            Statistics = new BybitStatistics(_client);
            Feeds =
            [
                .. Feed(options, BybitCategory.Linear, setup, setup.LinearTopics),
                .. Feed(options, BybitCategory.Spot, setup, setup.SpotTopics),
            ];
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

    /// <summary>The live connections.</summary>
    public ImmutableArray<FeedSetup> Feeds { get; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private IEnumerable<FeedSetup> Feed(
        BybitOptions options, BybitCategory category, NodeSetup setup, ImmutableArray<InstrumentId> coins)
    {
        if (coins.IsEmpty)
        {
            return [];
        }

        // A recording has the topics that it has; people tune what is followed live.
        var wanted = setup.IsReplay ? null : setup.Config.MarketData.Feeds.GetValueOrDefault(category.Venue);
        var chosen = wanted is null ? options : options.With(category, wanted);
        var feed = Recorded(new BybitMarketFeed(chosen, category, _time));
        return [new FeedSetup(feed, coins, BatchMax, SilenceMax, CheckpointFrames)];
    }

    private IMarketFeed Recorded(IMarketFeed feed) =>
        _recorder is null ? feed : new RecordingFeed(feed, "bybit", _recorder, _time);
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>A feed whose every frame goes to a recorder as well, before anybody reads it.</summary>
/// <remarks>Thread-safe, as the feed inside is.</remarks>
public sealed class RecordingFeed : IMarketFeed
{
    private readonly IMarketFeed _feed;
    private readonly string _venue;
    private readonly IFrameRecorder _recorder;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="venue">Name of its venue.</param>
    /// <param name="recorder">Where its frames go.</param>
    /// <param name="time">Clock of the connections' names.</param>
    public RecordingFeed(IMarketFeed feed, string venue, IFrameRecorder recorder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(recorder);
        ArgumentNullException.ThrowIfNull(time);
        _feed = feed;
        _venue = venue;
        _recorder = recorder;
        _time = time;
    }

    /// <inheritdoc/>
    public string Name => _feed.Name;

    /// <inheritdoc/>
    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) => _feed.TopicsFor(coins);

    /// <inheritdoc/>
    public TimeSpan? SilenceMaxOf(string topic) => _feed.SilenceMaxOf(topic);

    /// <inheritdoc/>
    public bool CanResubscribe => _feed.CanResubscribe;

    /// <inheritdoc/>
    public FeedFrame Parse(RawFrame frame) => _feed.Parse(frame);

    /// <inheritdoc/>
    public void Read(RawFrame frame, IFrameSink sink) => _feed.Read(frame, sink);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RawFrame> ReceiveAsync(
        FeedRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var origin = new FrameOrigin(_venue, $"{Name}.{_time.GetUtcNow().ToUnixTimeMilliseconds()}");
        await foreach (var frame in _feed.ReceiveAsync(request, cancellation).ConfigureAwait(false))
        {
            _recorder.Record(origin, frame);
            yield return frame;
        }
    }
}

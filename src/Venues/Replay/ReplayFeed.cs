using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Replay;

/// <summary>
/// A recording as a venue like any other: its frames at the recorded pace, at a multiple of it, or as fast as they are
/// read, then the end of the tape. A new connection goes on behind its cursor: what was taken before and sets state
/// (books, statistics) comes first and at once.
/// </summary>
/// <remarks>
/// Each call of <see cref="ReceiveAsync"/> reads the tape from its beginning. Silence means nothing here. The frames
/// that it yields are its own: only its <see cref="Parse"/> reads them.
/// </remarks>
public sealed class ReplayFeed : IMarketFeed
{
    // In front of a frame that is handed out again; alone at the end of the tape; in front of a frame that itself
    // begins with such a byte, which none of a sane venue does.
    private const byte RestoreMark = 0x00;
    private const byte EndMark = 0x01;
    private const byte PlainMark = 0x02;

    private readonly IFrameReader _venue;
    private readonly IFrameTape _tape;
    private readonly ReplayOptions _options;
    private readonly TimeProvider _time;
    private ReplayCounts _counts = ReplayCounts.Zero;

    /// <summary>Makes one.</summary>
    /// <param name="venue">Whose frames these are: it names their topics and reads them.</param>
    /// <param name="tape">The recording.</param>
    /// <param name="options">How it is played.</param>
    /// <param name="time">Clock of the pace.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ReplayFeed(IFrameReader venue, IFrameTape tape, ReplayOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(venue);
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _venue = venue;
        _tape = tape;
        _options = options.Validated();
        _time = time;
    }

    /// <inheritdoc/>
    public string Name => _venue.Name;

    /// <summary>What the connection that ended last has met.</summary>
    public ReplayCounts Counts => Volatile.Read(ref _counts);

    /// <inheritdoc/>
    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) => _venue.TopicsFor(coins);

    /// <inheritdoc/>
    public FeedFrame Parse(RawFrame frame)
    {
        var inner = frame.Payload.IsEmpty ? frame : frame with { Payload = frame.Payload[1..] };
        return MarkOf(frame) switch
        {
            RestoreMark => _venue.Parse(inner) with { Kind = FrameKind.Resync },
            EndMark => new FeedFrame(FrameKind.EndOfTape, "", [], frame.ReceivedAt, ""),
            PlainMark => _venue.Parse(inner),
            _ => _venue.Parse(frame),
        };
    }

    /// <inheritdoc/>
    public void Read(RawFrame frame, IFrameSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (MarkOf(frame) is null)
        {
            _venue.Read(frame, sink);
        }
        else
        {
            sink.Take(Parse(frame));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RawFrame> ReceiveAsync(
        FeedRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var session = new ReplaySession(_venue.TopicsFor(request.Coins), request);
        var pace = new ReplayPace(_options, _time);
        var last = DateTimeOffset.UnixEpoch;
        using var keepCounts = new Ending(() => Volatile.Write(ref _counts, session.Counts));
        using var frames = _tape.Read().Where(frame => _options.Connections(frame.Connection)).GetEnumerator();
        while (TryNext(frames))
        {
            cancellation.ThrowIfCancellationRequested();
            var frame = frames.Current.Frame;
            last = frame.ReceivedAt;
            var fate = session.Take(_venue.Parse(frame));
            if (fate == ReplayFate.Play)
            {
                await pace.UntilAsync(frame.ReceivedAt, cancellation).ConfigureAwait(false);
                yield return MarkOf(frame) is null ? frame : Marked(frame, PlainMark);
            }
            else if (fate == ReplayFate.Restore)
            {
                yield return Marked(frame, RestoreMark);
            }
        }

        yield return new RawFrame(new byte[] { EndMark }, last);
    }

    private static byte? MarkOf(RawFrame frame) =>
        !frame.Payload.IsEmpty && frame.Payload.Span[0] is <= PlainMark and var mark ? mark : null;

    private static RawFrame Marked(RawFrame frame, byte mark) =>
        frame with { Payload = (byte[])[mark, .. frame.Payload.Span] };

    private bool TryNext(IEnumerator<TapeFrame> frames)
    {
        try
        {
            return frames.MoveNext();
        }
        catch (Exception bad) when (bad is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new FeedException($"{Name}: the tape '{_tape.Name}' cannot be read: {bad.Message}", bad);
        }
    }

    private sealed class Ending(Action act) : IDisposable
    {
        public void Dispose() => act();
    }
}

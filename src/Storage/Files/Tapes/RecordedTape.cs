using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Files.RawFrames;

namespace WhaleStack.Storage.Files.Tapes;

/// <summary>What a node recorded of a venue in a span of time: <c>data/incoming/ws_raw</c>.</summary>
/// <remarks>
/// Holes, where the recorder dropped frames, are passed over: what they did to order books shows in the books' numbers.
/// </remarks>
public sealed class RecordedTape : IFrameTape
{
    private readonly string _root;
    private readonly string _venue;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private TapeLosses _losses = new(0, 0);

    /// <summary>Makes one; files are opened when it is read.</summary>
    /// <param name="root">Folder of the recordings.</param>
    /// <param name="venue">Name of the venue, such as <c>bybit</c>.</param>
    /// <param name="from">Earliest receive time.</param>
    /// <param name="to">Receive time before which it ends, after <paramref name="from"/>.</param>
    /// <exception cref="ArgumentException">No folder or venue is named, or the span is empty.</exception>
    public RecordedTape(string root, string venue, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentException.ThrowIfNullOrEmpty(venue);
        if (to <= from)
        {
            throw new ArgumentException($"to is {to:O}, must be after from, {from:O}.", nameof(to));
        }

        _root = root;
        _venue = venue;
        _from = from;
        _to = to;
    }

    /// <inheritdoc/>
    public string Name => $"{_venue} {_from:O} - {_to:O}";

    /// <summary>What the reading that came to its end last did not find.</summary>
    public TapeLosses Losses => Volatile.Read(ref _losses);

    /// <inheritdoc/>
    public IEnumerable<TapeFrame> Read()
    {
        var reader = new RawFrameReader(_root);
        var dropped = 0L;
        foreach (var frame in reader.Read(_venue, _from, _to))
        {
            dropped += frame.Dropped;
            if (frame.Dropped == 0)
            {
                yield return new TapeFrame(frame.Connection, new RawFrame(frame.Payload, frame.ReceivedAt));
            }
        }

        Volatile.Write(ref _losses, new TapeLosses(dropped, reader.DamagedLines));
    }
}

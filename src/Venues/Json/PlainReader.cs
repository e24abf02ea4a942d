using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Json;

/// <summary>Reads a venue's data frames in their plain form, into memory that the next frame uses again.</summary>
internal interface IPlainDecoder
{
    /// <summary>Reads a data frame; false when it is none in the plain form, and nothing here counts.</summary>
    bool TryDecode(ReadOnlySpan<byte> frame);

    /// <summary>The messages of the frame that was decoded last; they may be kept.</summary>
    FeedFrame ToFrame();

    /// <summary>Gives what the frame that was decoded last holds: trades and books as they lie there.</summary>
    void Give(IFrameSink sink);
}

/// <summary>Lends a decoder to one caller at a time; a second one makes its own. Thread-safe.</summary>
/// <typeparam name="T">The decoder.</typeparam>
internal sealed class PlainReader<T>
    where T : class, IPlainDecoder
{
    private readonly Func<T> _make;
    private T? _spare;

    /// <summary>Makes one.</summary>
    /// <param name="make">Makes a decoder.</param>
    public PlainReader(Func<T> make) => _make = make;

    /// <summary>Reads a data frame in its plain form; null when it has another.</summary>
    public FeedFrame? Parse(ReadOnlySpan<byte> frame)
    {
        var decoder = Interlocked.Exchange(ref _spare, null) ?? _make();
        var plain = decoder.TryDecode(frame) ? decoder.ToFrame() : null;
        Volatile.Write(ref _spare, decoder);
        return plain;
    }

    /// <summary>Reads a data frame in its plain form into a sink; false when it has another.</summary>
    public bool TryRead(ReadOnlySpan<byte> frame, IFrameSink sink)
    {
        var decoder = Interlocked.Exchange(ref _spare, null) ?? _make();
        var isPlain = decoder.TryDecode(frame);
        if (isPlain)
        {
            decoder.Give(sink);
        }

        Volatile.Write(ref _spare, decoder);
        return isPlain;
    }
}

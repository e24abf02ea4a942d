using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// A recording of one instrument's combined streams, with the book's REST snapshot put where it belongs: changes that
/// came before it are held back until then, since the snapshot lies within one of them.
/// </summary>
/// <remarks>Holds at most <see cref="HeldMax"/> frames; a recording with more before its snapshot is refused.</remarks>
public sealed class BinanceBookTape : IFrameTape
{
    /// <summary>Most changes that are held back: minutes of them at the fastest pace.</summary>
    public const int HeldMax = 10_000;

    private readonly IFrameTape _tape;
    private readonly byte[] _wrap;

    /// <summary>Makes one.</summary>
    /// <param name="tape">The recording; a frame without a stream's name is the snapshot.</param>
    /// <param name="coin">Whose streams these are: the snapshot does not say.</param>
    public BinanceBookTape(IFrameTape tape, InstrumentId coin)
    {
        ArgumentNullException.ThrowIfNull(tape);
        _tape = tape;
        var symbol = coin.Symbol.ToLowerInvariant();
        _wrap = Encoding.UTF8.GetBytes($"{{\"stream\":\"{symbol}@{BinanceTopics.SnapshotStream}\",\"data\":");
    }

    /// <inheritdoc/>
    public string Name => _tape.Name;

    /// <inheritdoc/>
    public IEnumerable<TapeFrame> Read()
    {
        var held = new Queue<TapeFrame>();
        var isKnown = false;
        foreach (var frame in _tape.Read())
        {
            var bytes = frame.Frame.Payload.Span;
            if (bytes.StartsWith("{\"lastUpdateId\":"u8))
            {
                isKnown = true;
                yield return Wrapped(frame);
                while (held.TryDequeue(out var earlier))
                {
                    yield return earlier;
                }
            }
            else if (isKnown || bytes.IndexOf("@depth"u8) < 0)
            {
                yield return frame;
            }
            else
            {
                Hold(held, frame);
            }
        }
    }

    private void Hold(Queue<TapeFrame> held, TapeFrame frame)
    {
        if (held.Count == HeldMax)
        {
            throw new InvalidDataException($"{Name}: {HeldMax} changes of a book and no snapshot.");
        }

        held.Enqueue(frame);
    }

    private TapeFrame Wrapped(TapeFrame frame) => frame with
    {
        Frame = frame.Frame with { Payload = (byte[])[.. _wrap, .. frame.Frame.Payload.Span, (byte)'}'] },
    };
}

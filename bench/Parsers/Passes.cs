using System.Diagnostics;
using System.Text.Json;

namespace WhaleStack.Bench.Parsers;

/// <summary>What one pass measured.</summary>
/// <param name="Rate">Frames a second.</param>
/// <param name="BytesPerFrame">Bytes allocated for a frame.</param>
internal readonly record struct Pass(double Rate, double BytesPerFrame);

/// <summary>The passes of one round.</summary>
/// <param name="Bare">A <see cref="Utf8JsonReader"/> that reads every token and does nothing with it.</param>
/// <param name="Decode">Decoded into buffers that are used again.</param>
/// <param name="Messages">Made into messages that may be kept, one by one.</param>
/// <param name="Packed">Packed into what coins are told, whose memory is used again when they have answered.</param>
internal readonly record struct Round(Pass Bare, Pass Decode, Pass Messages, Pass Packed);

/// <summary>The ways over some frames.</summary>
internal sealed class Passes
{
    private readonly List<RecordedFrame> _frames;
    private readonly Packer _packer = new();

    public Passes(List<RecordedFrame> frames) => _frames = frames;

    /// <summary>Each way in turn, for about so long each.</summary>
    public Round Round(TimeSpan time) =>
        new(Measure(Bare, time), Measure(Decode, time), Measure(Messages, time), Measure(Packed, time));

    private static Pass Measure(Func<int> pass, TimeSpan time)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var frames = 0L;
        do
        {
            frames += pass();
        }
        while (Stopwatch.GetElapsedTime(start) < time);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Pass(frames / seconds, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / frames);
    }

    private int Bare()
    {
        foreach (var frame in _frames)
        {
            var reader = new Utf8JsonReader(frame.Bytes);
            while (reader.Read())
            {
            }
        }

        return _frames.Count;
    }

    private int Decode()
    {
        foreach (var frame in _frames)
        {
            if (!frame.Reader.Decoder.TryDecode(frame.Bytes))
            {
                throw new InvalidOperationException("a recorded frame was left to the general reader.");
            }
        }

        return _frames.Count;
    }

    private int Messages()
    {
        foreach (var frame in _frames)
        {
            if (frame.Reader.Parse(frame.Bytes).Items.IsEmpty)
            {
                throw new InvalidOperationException("a recorded frame gave no message.");
            }
        }

        return _frames.Count;
    }

    private int Packed()
    {
        foreach (var frame in _frames)
        {
            frame.Reader.Read(frame.Bytes, _packer);
        }

        _packer.Answered();
        return _frames.Count;
    }
}

using System.Text.Json;
using WhaleStack.Simulator.Recordings;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>
/// Plays a tape to one connection: frames of its topics byte for byte, behind its cursor, at its pace.
/// </summary>
public sealed class TapePlayer
{
    private readonly Tape _tape;
    private readonly StreamCursor _cursor;
    private readonly double _speed;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    /// <param name="tape">What to play.</param>
    /// <param name="cursor">What the client already has.</param>
    /// <param name="speed">Multiple of the recorded pace; 0 = no pause at all.</param>
    /// <param name="time">The clock.</param>
    public TapePlayer(Tape tape, StreamCursor cursor, double speed, TimeProvider time)
    {
        _tape = tape;
        _cursor = cursor;
        _speed = speed;
        _time = time;
    }

    /// <summary>Plays until the end of the tape.</summary>
    /// <param name="isSubscribed">Asked for each frame.</param>
    /// <param name="send">Sends one frame of a topic.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task PlayAsync(
        Func<string, bool> isSubscribed,
        Func<string, ReadOnlyMemory<byte>, Task> send,
        CancellationToken cancellation)
    {
        foreach (var (topic, snapshot) in Snapshots(isSubscribed))
        {
            await send(topic, snapshot).ConfigureAwait(false);
        }

        var started = _time.GetTimestamp();
        TimeSpan? origin = null;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var frame in _tape.Frames)
        {
            var index = seen.GetValueOrDefault(frame.Topic);
            seen[frame.Topic] = index + 1;
            if (index < _cursor[frame.Topic] || !isSubscribed(frame.Topic))
            {
                continue;
            }

            origin ??= frame.Offset;
            await PaceAsync(frame.Offset - origin.Value, started, cancellation).ConfigureAwait(false);
            await send(frame.Topic, frame.Payload).ConfigureAwait(false);
        }
    }

    private async Task PaceAsync(TimeSpan offset, long started, CancellationToken cancellation)
    {
        if (_speed <= 0)
        {
            cancellation.ThrowIfCancellationRequested();
            return;
        }

        var wait = (offset / _speed) - _time.GetElapsedTime(started);
        if (wait > TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
        }
    }

    private IEnumerable<(string Topic, byte[] Frame)> Snapshots(Func<string, bool> isSubscribed)
    {
        var topics = _tape.Frames.Select(f => f.Topic).Distinct();
        foreach (var topic in topics.Where(t => _cursor[t] > 0 && isSubscribed(t)))
        {
            if (ReplayOf(topic) is not { } replay)
            {
                continue;
            }

            foreach (var frame in _tape.Frames.Where(f => f.Topic == topic).Take(_cursor[topic]))
            {
                using var document = JsonDocument.Parse(frame.Payload);
                replay.Apply(document.RootElement);
            }

            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                replay.Write(writer, topic);
            }

            yield return (topic, buffer.ToArray());
        }
    }

    private static ISnapshotReplay? ReplayOf(string topic) =>
        topic.StartsWith("orderbook.", StringComparison.Ordinal) ? new BookReplay()
        : topic.StartsWith("tickers.", StringComparison.Ordinal) ? new TickerReplay()
        : null;
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Serilog;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>
/// Appends every frame to files under <c>incoming/ws_raw/VENUE</c> of the data directory, from a bounded queue, in a
/// task of its own; finished files are compressed in another.
/// </summary>
/// <remarks>
/// <para>
/// Format of a file: one line a frame, <c>TIME CONNECTION KIND LENGTH PAYLOAD</c>. TIME: receive time, UTC, ISO 8601.
/// KIND: <c>t</c> payload as received, <c>b</c> payload in base64 (it holds bytes below 0x20), <c>d</c> LENGTH frames
/// were dropped before this line. LENGTH: bytes of the payload as received. See <c>docs/files.md</c>.
/// </para>
/// <para>
/// What a feed hands over is written within <see cref="TickInterval"/>; a crash of the process loses no more than that.
/// On a full disk recording stops, is said to have stopped, and goes on when there is room.
/// </para>
/// </remarks>
public sealed class RawFrameRecorder : IFrameRecorder, IAsyncDisposable
{
    /// <summary>How often what is due is looked at: a file's end, free space, a compression that failed.</summary>
    public static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private const int BatchFramesMax = 1_024;
    private const int TicksPerCompression = 60;

    private readonly RecordingOptions _options;
    private readonly DataDirectory _data;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string _root;
    private readonly Channel<(FrameOrigin? Origin, RawFrame Frame)> _queue;
    private readonly Channel<bool> _finished = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, long> _holes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RawFrameFile> _files = new(StringComparer.Ordinal);
    private readonly ITimer _ticks;
    private readonly Task _recording;
    private readonly Task _compressing;
    private long _queuedBytes;
    private long _recorded;
    private long _dropped;
    private long _tick;
    private volatile string? _stoppedBecause;

    /// <summary>Puts in order what a crash left, and starts.</summary>
    /// <param name="data">Below which the files lie.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">Clock of the ticks.</param>
    /// <param name="log">Where a stop is said.</param>
    /// <exception cref="StorageException">What an earlier run left cannot be read or changed.</exception>
    public RawFrameRecorder(DataDirectory data, RecordingOptions options, TimeProvider time, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(log);
        _data = data;
        _options = options;
        _time = time;
        _log = log.ForContext<RawFrameRecorder>();
        _root = data.FullPath("incoming", "ws_raw");
        Recover();
        _queue = Channel.CreateBounded<(FrameOrigin?, RawFrame)>(
            new BoundedChannelOptions(options.QueueFramesMax) { SingleReader = true });
        _recording = Task.Run(RecordAsync);
        _compressing = Task.Run(CompressAsync);
        _finished.Writer.TryWrite(true);
        _ticks = time.CreateTimer(_ => _queue.Writer.TryWrite((null, default)), null, TickInterval, TickInterval);
    }

    /// <summary>What is recorded, and what not.</summary>
    public RecorderState State => new(
        _stoppedBecause, Interlocked.Read(ref _recorded), Interlocked.Read(ref _dropped));

    /// <inheritdoc/>
    public void Record(FrameOrigin origin, RawFrame frame)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var bytes = frame.Payload.Length;
        if (bytes <= RecordingOptions.FrameBytesMax
            && Interlocked.Add(ref _queuedBytes, bytes) <= _options.QueueBytesMax
            && _queue.Writer.TryWrite((origin, frame with { Payload = frame.Payload.ToArray() })))
        {
            return;
        }

        if (bytes <= RecordingOptions.FrameBytesMax)
        {
            Interlocked.Add(ref _queuedBytes, -bytes);
        }

        Drop(origin.Venue, 1);
    }

    /// <summary>Writes what waits, and finishes and compresses the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync().ConfigureAwait(false);
        _queue.Writer.TryComplete();
        await _recording.ConfigureAwait(false);
        _finished.Writer.TryComplete();
        await _compressing.ConfigureAwait(false);
    }

    private void Recover()
    {
        try
        {
            RawFrameRecovery.Run(_root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"recordings under '{_root}' cannot be put in order: {error.Message}", error);
        }
    }

    private async Task RecordAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            for (var i = 0; i < BatchFramesMax && _queue.Reader.TryRead(out var item); i++)
            {
                Take(item.Origin, item.Frame);
            }

            Guarded(() => _files.Values.ToList().ForEach(Write));
        }

        Guarded(() => _files.Keys.ToList().ForEach(Finish));
        CloseAll();
    }

    private void Take(FrameOrigin? origin, RawFrame frame)
    {
        if (origin is null)
        {
            Guarded(OnTick);
            return;
        }

        Interlocked.Add(ref _queuedBytes, -frame.Payload.Length);
        if (_stoppedBecause is null)
        {
            Guarded(() => FileFor(origin.Venue, frame.ReceivedAt).Add(origin.Connection, frame));
        }

        if (_stoppedBecause is not null)
        {
            Drop(origin.Venue, 1);
        }
    }

    private RawFrameFile FileFor(string venue, DateTimeOffset at)
    {
        if (_files.TryGetValue(venue, out var file) && IsFull(file, at))
        {
            Write(file);
            Finish(venue);
            file = null;
        }

        if (file is null)
        {
            _files[venue] = file = RawFrameFile.Start(_root, venue, at);
        }

        if (_holes.TryRemove(venue, out var missing))
        {
            file.AddDropped(at, missing);
        }

        return file;
    }

    private bool IsFull(RawFrameFile file, DateTimeOffset at) =>
        file.Length >= _options.FileBytesMax || (at - file.StartedAt).Duration() >= _options.FileSpan;

    private void Write(RawFrameFile file)
    {
        var frames = file.Waiting;
        file.Write();
        Interlocked.Add(ref _recorded, frames);
        RecordingMetrics.Recorded.Add(frames);
    }

    private void Finish(string venue)
    {
        _files.Remove(venue, out var file);
        file!.Finish();
        _finished.Writer.TryWrite(true);
    }

    private void OnTick()
    {
        _tick++;
        if (_data.FreeBytes is var free && free < _options.FreeBytesMin)
        {
            Stop($"the disk has {free >> 20} MiB of free space; {_options.FreeBytesMin >> 20} MiB are left to others");
        }
        else if (_stoppedBecause is not null)
        {
            Resume();
        }

        var now = _time.GetUtcNow();
        foreach (var venue in _files.Keys.Where(venue => IsFull(_files[venue], now)).ToList())
        {
            Guarded(() =>
            {
                Write(_files[venue]);
                Finish(venue);
            });
        }

        if (_tick % TicksPerCompression == 0)
        {
            _finished.Writer.TryWrite(true);
        }
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Stop(error.Message);
        }
    }

    private void Stop(string reason)
    {
        if (_stoppedBecause is null)
        {
            _log.Error("Recording of raw frames stopped: {Reason}. It goes on when there is room.", reason);
        }

        _stoppedBecause = reason;
        RecordingMetrics.Stopped = 1;
        foreach (var (venue, file) in _files)
        {
            Drop(venue, file.Waiting);
            file.Forget();
        }
    }

    private void Resume()
    {
        _stoppedBecause = null;
        RecordingMetrics.Stopped = 0;
        _log.Information("Recording of raw frames goes on; {Dropped} frames were dropped so far.", State.Dropped);
    }

    private void Drop(string venue, long count)
    {
        if (count > 0)
        {
            Interlocked.Add(ref _dropped, count);
            RecordingMetrics.Dropped.Add(count);
            _holes.AddOrUpdate(venue, count, (_, before) => before + count);
        }
    }

    private void CloseAll()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose(); // It could not be finished; the next start does it.
        }

        _files.Clear();
    }

    private async Task CompressAsync()
    {
        await foreach (var _ in _finished.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await BlockingWork.RunAsync(() => FinishedFiles().ForEach(Compress)).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _log.Warning("Recordings could not be compressed yet: {Reason}", error.Message);
            }
        }
    }

    private List<string> FinishedFiles() => Directory.Exists(_root)
        ? [.. Directory.EnumerateFiles(_root, "*" + RawFrameNames.Plain, SearchOption.AllDirectories).Order()]
        : [];

    private void Compress(string file)
    {
        try
        {
            RawFrameCompressor.Compress(file[..^RawFrameNames.Plain.Length]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _log.Warning("Recording {File} could not be compressed yet: {Reason}", file, error.Message);
        }
    }
}

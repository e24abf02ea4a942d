using Serilog;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage;
using WhaleStack.Storage.Files.RawFrames;
using WhaleStack.Storage.Logging;
using WhaleStack.Storage.Metrics;

namespace WhaleStack.Node.Startup;

/// <summary>Log files, the metrics file and the recording of a node; flushed when disposed.</summary>
public sealed class NodeOutputs : IAsyncDisposable
{
    private static readonly TimeSpan MetricsInterval = TimeSpan.FromSeconds(5);
    private readonly Serilog.Core.Logger _logger;
    private readonly MetricsPage _page;
    private readonly MetricsFile _file;
    private readonly RawFrameRecorder? _recorder;

    private NodeOutputs(Serilog.Core.Logger logger, MetricsPage page, MetricsFile file, RawFrameRecorder? recorder)
    {
        _recorder = recorder;
        _logger = logger;
        _page = page;
        _file = file;
    }

    /// <summary>Keeps what comes over the wire; null when that is not wanted.</summary>
    public IFrameRecorder? Recorder => _recorder;

    /// <summary>Opens them in the node's data folder. A replayed recording is not recorded again.</summary>
    /// <exception cref="StorageException">What an earlier run left cannot be put in order.</exception>
    public static NodeOutputs Open(NodeSetup setup, TimeProvider time)
    {
        var logger = LoggingSetup.Create(setup.Data, setup.Env.LogLevel, setup.Config.Logging, time);
        Log.Logger = logger;
        var page = new MetricsPage();
        var file = new MetricsFile(page, setup.Data.FileFor("logs", "metrics.prom"), MetricsInterval, time);
        var records = setup.Config.Recording.RecordRawFrames && !setup.IsReplay;
        var recorder = records ? new RawFrameRecorder(setup.Data, setup.Config.Recording, time, logger) : null;
        return new NodeOutputs(logger, page, file, recorder);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_recorder is not null)
        {
            await _recorder.DisposeAsync().ConfigureAwait(false);
        }

        _file.Dispose();
        _page.Dispose();
        Log.Logger = Serilog.Core.Logger.None;
        await _logger.DisposeAsync().ConfigureAwait(false);
    }
}

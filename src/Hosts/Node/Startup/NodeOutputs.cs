using Serilog;
using WhaleStack.Storage.Logging;
using WhaleStack.Storage.Metrics;

namespace WhaleStack.Node.Startup;

/// <summary>Log files and the metrics file of a node; flushed when disposed.</summary>
public sealed class NodeOutputs : IDisposable
{
    private static readonly TimeSpan MetricsInterval = TimeSpan.FromSeconds(5);
    private readonly Serilog.Core.Logger _logger;
    private readonly MetricsPage _page;
    private readonly MetricsFile _file;

    private NodeOutputs(Serilog.Core.Logger logger, MetricsPage page, MetricsFile file)
    {
        _logger = logger;
        _page = page;
        _file = file;
    }

    /// <summary>Opens them in the node's data folder.</summary>
    public static NodeOutputs Open(NodeSetup setup, TimeProvider time)
    {
        var logger = LoggingSetup.Create(setup.Data, setup.Env.LogLevel, setup.Config.Logging);
        Log.Logger = logger;
        var page = new MetricsPage();
        return new NodeOutputs(
            logger, page, new MetricsFile(page, setup.Data.FileFor("logs", "metrics.prom"), MetricsInterval, time));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _page.Dispose();
        Log.Logger = Serilog.Core.Logger.None;
        _logger.Dispose();
    }
}

using Akka.Actor;
using Serilog;
using WhaleStack.Actors.Projections;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage.Market;
using WhaleStack.Storage.Projections;

namespace WhaleStack.Node.Startup;

/// <summary>
/// The tables that people read, as a node fills them: from the journal by projections, from the coins by a writer of
/// market data. Trading never waits for either.
/// </summary>
public sealed class NodeTables : IAsyncDisposable
{
    private readonly ProjectionOptions _options;
    private readonly ProjectionSet _projections;
    private readonly MarketWriter _market;
    private bool _closed;

    /// <summary>Makes them ready.</summary>
    /// <param name="setup">A node's setup; the migrations have run on its database.</param>
    /// <param name="time">Clock of pauses and of the lag.</param>
    public NodeTables(NodeSetup setup, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _options = setup.Config.Projections;
        _projections = new ProjectionSet(setup.Database, setup.Config.Traders, _options, time);
        _market = new MarketWriter(setup.Database, setup.Config.MarketData.Tables, time, Log.Logger);
    }

    /// <summary>Where the coins' market data goes.</summary>
    public IMarketArchive Archive => _market;

    /// <summary>Lets the projections follow the journal.</summary>
    public void Follow(ActorSystem system) =>
        ProjectionSystem.Start(system, _projections.Ports, _options.PollInterval);

    /// <summary>Completes them after the last event, within the time of the configuration, and closes them.</summary>
    public async Task CompleteAsync()
    {
        if (_closed)
        {
            return;
        }

        await _market.DisposeAsync().ConfigureAwait(false);
        try
        {
            var isComplete = await Task.Run(() => _projections.CatchUp(_options.CatchUpMax)).ConfigureAwait(false);
            if (!isComplete)
            {
                Log.Logger.Warning("the tables are not complete yet; the next start goes on with them.");
            }
        }
        catch (IOException error)
        {
            Log.Logger.Warning(error, "the tables are not complete; the next start goes on with them.");
        }

        _projections.Dispose();
        _closed = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            _closed = true;
            await _market.DisposeAsync().ConfigureAwait(false);
            _projections.Dispose();
        }
    }
}

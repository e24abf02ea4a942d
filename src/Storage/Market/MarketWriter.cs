using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Npgsql;
using Serilog;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Projections;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Market;

/// <summary>
/// Writes market data to its tables in batches, beside trading: rows wait in a bounded queue, a full one drops, and
/// the drops are counted.
/// </summary>
/// <remarks>
/// While the database is away the batch at hand is kept and tried again, ever more rarely, up to
/// <see cref="RetryMax"/>; a batch that the database refuses is dropped. Writing a row twice is writing it once.
/// Disposing writes what waits, within <see cref="DisposeMax"/>. Thread-safe.
/// </remarks>
public sealed class MarketWriter : IMarketArchive, IAsyncDisposable
{
    /// <summary>Longest pause before the database is tried again.</summary>
    public static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    /// <summary>How long disposing may take before the rest is dropped.</summary>
    public static readonly TimeSpan DisposeMax = TimeSpan.FromSeconds(10);

    private const int Constraint = 19; // SQLite's code for a row that a CHECK or a type refuses.

    private readonly Database _database;
    private readonly MarketWriterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<TableRow> _queue;
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _writing;
    private DbConnection? _connection;

    /// <summary>Starts it; the database is opened with the first row.</summary>
    /// <param name="database">A database on which the migrations have run.</param>
    /// <param name="options">Sizes and pauses.</param>
    /// <param name="time">Clock of the pauses.</param>
    /// <param name="log">Where troubles are told.</param>
    public MarketWriter(Database database, MarketWriterOptions options, TimeProvider time, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(options);
        _database = database;
        _options = options;
        _time = time;
        _log = log;
        _queue = Channel.CreateBounded<TableRow>(new BoundedChannelOptions(options.QueueRowsMax)
        {
            SingleReader = true,
        });
        _writing = Task.Run(WriteAllAsync);
    }

    /// <inheritdoc/>
    public void Write(TableRow row)
    {
        if (!_queue.Writer.TryWrite(row))
        {
            MarketMetrics.Dropped.Add(1);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _hurry.CancelAsync().ConfigureAwait(false);
        _giveUp.CancelAfter(DisposeMax);
        await _writing.ConfigureAwait(false);
        _hurry.Dispose();
        _giveUp.Dispose();
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<TableRow>();
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_giveUp.Token).ConfigureAwait(false))
            {
                await GatherAsync().ConfigureAwait(false);
                while (batch.Count < _options.BatchRowsMax && _queue.Reader.TryRead(out var row))
                {
                    batch.Add(row);
                }

                await WriteBatchAsync(batch).ConfigureAwait(false);
                batch.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            MarketMetrics.Dropped.Add(batch.Count + _queue.Reader.Count);
            _log.Warning(
                "{Rows} rows of market data could not be written in time and are dropped.",
                batch.Count + _queue.Reader.Count);
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Lets rows gather, unless there are enough already or no more will come.</summary>
    private async Task GatherAsync()
    {
        if (_queue.Reader.Count >= _options.BatchRowsMax || _hurry.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await Task.Delay(_options.FlushInterval, _time, _hurry.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposed: what is there is written now.
        }
    }

    private async Task WriteBatchAsync(List<TableRow> batch)
    {
        var pause = _options.FlushInterval;
        var isAway = false;
        while (true)
        {
            try
            {
                await BlockingWork.RunAsync(() => Write(batch)).ConfigureAwait(false);
                MarketMetrics.Written.Add(batch.Count);
                if (isAway)
                {
                    _log.Information("market data is written again.");
                }

                return;
            }
            catch (DbException error) when (IsRefusal(error))
            {
                Close();
                MarketMetrics.Dropped.Add(batch.Count);
                _log.Error("{Rows} rows of market data are dropped: {Cause}", batch.Count, error.Message);
                return;
            }
            catch (Exception error) when (error is DbException or StorageException or InvalidOperationException)
            {
                Close();
                if (!isAway)
                {
                    var cause = error is DbException said ? _database.Trouble(said).Message : error.Message;
                    _log.Warning("market data waits: {Cause}", cause);
                }

                isAway = true;
            }

            await Task.Delay(pause, _time, _giveUp.Token).ConfigureAwait(false);
            pause = pause * 2 < RetryMax ? pause * 2 : RetryMax;
        }
    }

    // The row is at fault, not the database: trying again would stop all that comes behind it.
    private static bool IsRefusal(DbException error) => error switch
    {
        PostgresException said =>
            said.SqlState.StartsWith("22", StringComparison.Ordinal)
            || said.SqlState.StartsWith("23", StringComparison.Ordinal),
        SqliteException said => said.SqliteErrorCode == Constraint,
        _ => false,
    };

    private void Write(List<TableRow> batch) =>
        MarketTables.Write(_database, _connection ??= _database.OpenForTables(), batch);

    private void Close()
    {
        Database.GiveUp(_connection);
        _connection = null;
    }
}

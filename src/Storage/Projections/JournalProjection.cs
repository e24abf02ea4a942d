using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Projections;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Projections;

/// <summary>
/// Makes the tables of one fold from the journal, and follows it. Rows, what is remembered and the position are written
/// in one transaction, so that each event counts exactly once, whatever fails and however many do it at once.
/// </summary>
/// <remarks>
/// The journal is read and folded outside the transaction, which then only writes: on SQLite it holds up the journal
/// itself for no longer than that. It goes through if the projection is still where it was read; otherwise somebody
/// else was faster and nothing is written. An event that cannot be read or applied stops the projection in front of
/// it, with a message that names it, also in the table <c>projections</c>; it is tried again, so that it goes on when
/// the event or the program is mended. A fold with a new version makes its tables anew. Thread-safe.
/// </remarks>
public sealed class JournalProjection : IProjection, IDisposable
{
    private readonly object _gate = new();
    private readonly Database _database;
    private readonly IJournalFold _fold;
    private readonly int _eventsMax;
    private readonly TimeProvider _time;
    private readonly JournalReader _reader;
    private readonly ProjectionStore _store;
    private JournalHead _head;
    private DbConnection? _connection;

    /// <summary>Makes one; nothing is opened yet.</summary>
    /// <param name="database">A database on which the migrations have run.</param>
    /// <param name="fold">What it makes.</param>
    /// <param name="eventsMax">Most events of one transaction, positive.</param>
    /// <param name="time">Clock for how old the lag is.</param>
    public JournalProjection(Database database, IJournalFold fold, int eventsMax, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentOutOfRangeException.ThrowIfLessThan(eventsMax, 1);
        _database = database;
        _fold = fold;
        _eventsMax = eventsMax;
        _time = time;
        _reader = new JournalReader(database);
        _store = new ProjectionStore(database, fold, time);
        _head = new JournalHead(database);
    }

    /// <inheritdoc/>
    public string Name => _fold.Name;

    /// <inheritdoc/>
    public Task<ProjectionProgress> AdvanceAsync() => BlockingWork.RunAsync(Advance);

    /// <summary>Takes the next events, at most one batch.</summary>
    /// <exception cref="IOException">The database is away or refuses; nothing was written.</exception>
    public ProjectionProgress Advance() => Use(Advance);

    /// <summary>Empties its tables; the next calls of <see cref="Advance()"/> make them anew.</summary>
    /// <exception cref="IOException">The database is away or refuses; nothing was changed.</exception>
    public void Rebuild() => Use(connection =>
    {
        CheckVersion(_store.Read(connection));
        _store.Reset(connection);
        return true;
    });

    /// <summary>How far it has come; changes nothing.</summary>
    /// <exception cref="IOException">The database is away.</exception>
    public ProjectionProgress Look() => Use(connection =>
    {
        var point = _store.Read(connection);
        return Progress(connection, point, _head.Advance(connection));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private ProjectionProgress Advance(DbConnection connection)
    {
        var from = _store.Read(connection);
        CheckVersion(from);
        if (from.Version < _fold.Version)
        {
            _store.Reset(connection);
            from = _store.Read(connection);
        }

        var head = _head.Advance(connection);
        var batch = _reader.Read(connection, from.Position, head, _fold.Manifests, _eventsMax);
        var (changes, to) = Fold(connection, from, batch);
        if (to != from && !_store.Write(connection, from, to, changes))
        {
            return Progress(connection, _store.Read(connection), head) with { IsBehind = true };
        }

        return Progress(connection, to, head) with { IsBehind = batch.IsFull && to.Trouble is null };
    }

    private (FoldChanges Changes, ProjectionPoint To) Fold(
        DbConnection connection, ProjectionPoint from, JournalBatch batch)
    {
        var keys = batch.Events.SelectMany(e => _fold.KeysOf(e)).Distinct(StringComparer.Ordinal).ToList();
        var states = keys.Count == 0 ? [] : _store.ReadStates(connection, keys);
        var rows = ImmutableArray.CreateBuilder<TableRow>();
        var changed = FoldChanges.None.States.ToBuilder();
        foreach (var happened in batch.Events)
        {
            try
            {
                var changes = _fold.Apply(happened, states.GetValueOrDefault);
                rows.AddRange(changes.Rows);
                foreach (var (key, state) in changes.States)
                {
                    states[key] = state;
                    changed[key] = state;
                }
            }
            catch (Exception error) when (error is InvalidOperationException or ArgumentException or OverflowException)
            {
                var problem = string.Create(
                    CultureInfo.InvariantCulture,
                    $"event {happened.SequenceNr} of '{happened.PersistenceId}' (ordering {happened.Ordering}): "
                    + $"{error.Message}");
                return (
                    new FoldChanges(rows.ToImmutable(), changed.ToImmutable()),
                    new ProjectionPoint(_fold.Version, Math.Max(from.Position, happened.Ordering - 1), problem));
            }
        }

        return (
            new FoldChanges(rows.ToImmutable(), changed.ToImmutable()),
            new ProjectionPoint(_fold.Version, batch.Position, batch.Unreadable));
    }

    private ProjectionProgress Progress(DbConnection connection, ProjectionPoint point, long head)
    {
        var since = _reader.WrittenBehind(connection, point.Position, head);
        var lag = since is { } written ? _time.GetUtcNow() - written : TimeSpan.Zero;
        return new ProjectionProgress(
            point.Position, head, lag > TimeSpan.Zero ? lag : TimeSpan.Zero, IsBehind: false, point.Trouble);
    }

    private void CheckVersion(ProjectionPoint point)
    {
        if (point.Version > _fold.Version)
        {
            throw new StorageException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_database.Name}: the tables of '{Name}' are of version {point.Version}, this program's are of "
                + $"version {_fold.Version}: a later version writes them."));
        }
    }

    private T Use<T>(Func<DbConnection, T> work)
    {
        lock (_gate)
        {
            try
            {
                return work(_connection ??= _database.OpenForTables());
            }
            catch (DbException error)
            {
                Close();
                var trouble = _database.Trouble(error);
                throw new IOException($"projection '{Name}': {trouble.Message}", trouble);
            }
            catch (Exception error) when (error is StorageException or InvalidOperationException)
            {
                // The driver says the latter of a connection on which a transaction ended badly.
                Close();
                throw new IOException($"projection '{Name}': {error.Message}", error);
            }
        }
    }

    private void Close()
    {
        Database.GiveUp(_connection);
        _connection = null;
        _head = new JournalHead(_database); // What it waits for may have gone with the server.
    }
}

using System.Data.Common;
using System.Globalization;
using WhaleStack.Domain.Projections;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Projections;

/// <summary>How far a projection has come, as the table <c>projections</c> says.</summary>
/// <param name="Version">Of the fold that made its tables; 0 where none did.</param>
/// <param name="Position">Up to which event of the journal they are made.</param>
/// <param name="Trouble">What keeps it from going on; null where nothing does.</param>
internal sealed record ProjectionPoint(int Version, long Position, string? Trouble);

/// <summary>The SQL of one projection: how far it has come, what it remembers, and its rows.</summary>
internal sealed class ProjectionStore
{
    private const int KeysMax = 500;

    private static readonly TableSchema StateTable = new(
        "projection_states",
        [
            new("name", ColumnKind.Text, IsKey: true),
            new("key", ColumnKind.Text, IsKey: true),
            new("state", ColumnKind.Json),
        ]);

    private readonly Database _database;
    private readonly IJournalFold _fold;
    private readonly TimeProvider _time;

    /// <summary>Makes one.</summary>
    public ProjectionStore(Database database, IJournalFold fold, TimeProvider time)
    {
        _database = database;
        _fold = fold;
        _time = time;
    }

    /// <summary>How far it has come.</summary>
    public ProjectionPoint Read(DbConnection connection) => Read(connection, null, string.Empty);

    /// <summary>What is remembered under keys; of a key under which nothing is, nothing.</summary>
    public Dictionary<string, object> ReadStates(DbConnection connection, IReadOnlyCollection<string> keys)
    {
        var states = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var some in keys.Chunk(KeysMax))
        {
            using var command = connection.Command(null, string.Empty, ("@name", _fold.Name));
            var names = some.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@key{i}")).ToList();
            command.CommandText =
                $"SELECT key, state FROM projection_states WHERE name = @name AND key IN ({string.Join(", ", names)})";
            for (var i = 0; i < some.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = names[i];
                parameter.Value = some[i];
                command.Parameters.Add(parameter);
            }

            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                states.Add(rows.GetString(0), ProjectionJson.Value(rows.GetString(1), _fold.StateType!));
            }
        }

        return states;
    }

    /// <summary>
    /// Writes what a batch changed, in one transaction, unless somebody else has moved the projection meanwhile.
    /// </summary>
    /// <returns>False, and nothing is written, when it is not where <paramref name="from"/> says.</returns>
    public bool Write(DbConnection connection, ProjectionPoint from, ProjectionPoint to, FoldChanges changes)
    {
        using var transaction = connection.BeginTransaction();
        if (Lock(connection, transaction) is var now && (now.Position, now.Version) != (from.Position, from.Version))
        {
            return false;
        }

        foreach (var rows in changes.Rows.GroupBy(row => row.Table.Name, StringComparer.Ordinal))
        {
            // Of several rows with one key the last is what stays.
            var last = rows.GroupBy(TableWriter.KeyOf, StringComparer.Ordinal).Select(same => same.Last());
            TableWriter.Write(_database, connection, transaction, [.. last]);
        }

        TableWriter.Write(
            _database,
            connection,
            transaction,
            [.. changes.States.Select(pair => new TableRow(StateTable, [_fold.Name, pair.Key, pair.Value]))]);
        Save(connection, transaction, to);
        transaction.Commit();
        return true;
    }

    /// <summary>Empties its tables, so that they are made anew from the first event.</summary>
    public void Reset(DbConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Lock(connection, transaction);
        foreach (var table in _fold.Tables)
        {
            connection.Execute(transaction, $"DELETE FROM {table.Name}");
        }

        connection.Execute(
            transaction, "DELETE FROM projection_states WHERE name = @name", ("@name", _fold.Name));
        Save(connection, transaction, new ProjectionPoint(_fold.Version, 0, Trouble: null));
        transaction.Commit();
    }

    // Whoever holds the row is the only one who changes the tables. SQLite has one writer anyhow.
    private ProjectionPoint Lock(DbConnection connection, DbTransaction transaction)
    {
        connection.Execute(
            transaction,
            "INSERT INTO projections (name, version, position, updated_at) VALUES (@name, 0, 0, @now) "
            + "ON CONFLICT (name) DO NOTHING",
            ("@name", _fold.Name),
            ("@now", Now()));
        return Read(
            connection, transaction, _database.Kind == DatabaseKind.PostgreSql ? " FOR UPDATE" : string.Empty);
    }

    private ProjectionPoint Read(DbConnection connection, DbTransaction? transaction, string suffix)
    {
        using var command = connection.Command(
            transaction,
            "SELECT version, position, trouble FROM projections WHERE name = @name" + suffix,
            ("@name", _fold.Name));
        using var row = command.ExecuteReader();
        return row.Read()
            ? new ProjectionPoint(row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2))
            : new ProjectionPoint(0, 0, Trouble: null);
    }

    private void Save(DbConnection connection, DbTransaction transaction, ProjectionPoint point) => connection.Execute(
        transaction,
        "UPDATE projections SET version = @version, position = @position, trouble = @trouble, updated_at = @now "
        + "WHERE name = @name",
        ("@name", _fold.Name),
        ("@version", point.Version),
        ("@position", point.Position),
        ("@trouble", point.Trouble),
        ("@now", Now()));

    private object Now() => _database.Kind == DatabaseKind.Sqlite
        ? TableWriter.TimeText(_time.GetUtcNow())
        : _time.GetUtcNow().UtcDateTime;
}

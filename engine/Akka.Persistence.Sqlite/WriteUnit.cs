using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite;

/// <summary>
/// Work of one actor that is done all together or not at all, inside a transaction that it may share with others.
/// </summary>
internal sealed class WriteUnit(string owner, int rows, string operation, Action<WriterSession> work)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When a unit of an owner fails, its later units in the same transaction fail too.</summary>
    public string Owner { get; } = owner;

    public int Rows { get; } = rows;

    /// <summary>What it does, for messages: "store events of ...".</summary>
    public string Operation { get; } = operation;

    public Task Done => _done.Task;

    public void Execute(WriterSession session) => work(session);

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception cause) => _done.TrySetException(cause);
}

/// <summary>The open connection of a writer, with its statements prepared once.</summary>
internal sealed class WriterSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    public SqliteTransaction Begin() => _transaction = connection.BeginTransaction(deferred: false);

    /// <summary>A statement with its values set, ready to run.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}

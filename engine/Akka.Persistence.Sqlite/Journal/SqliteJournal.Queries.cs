using Akka.Actor;
using Akka.Persistence.Journal;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>
/// What a read journal asks. SQLite has one writer at a time, so the order of the numbers is that of the commits.
/// </summary>
public partial class SqliteJournal
{
    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case QueryEvents query:
                _ = AnswerAsync(() => Read("query events", c => (object)Page(c, query)), Sender, Self);
                return true;
            case QueryPersistenceIds:
                _ = AnswerAsync(() => Read("query persistence ids", c => (object)PersistenceIds(c)), Sender, Self);
                return true;
            default:
                return base.ReceivePluginInternal(message);
        }
    }

    private static async Task AnswerAsync(Func<Task<object>> query, IActorRef asker, IActorRef self)
    {
        object answer;
        try
        {
            answer = await query().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whoever asked is told, whatever it is.
            answer = new QueryFailed(exception);
        }

        asker.Tell(answer, self);
    }

    private string[] PersistenceIds(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = _sql.PersistenceIds;
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids.ToArray();
    }

    private QueriedEvents Page(SqliteConnection connection, QueryEvents query)
    {
        // Before the rows, so that no row up to it can be missed.
        var highest = Highest(connection, query);
        using var command = connection.CreateCommand();
        command.CommandText = query.PersistenceId is null ? _sql.PageInOrder : _sql.PageOfId;
        command.Parameters.AddWithValue("@id", query.PersistenceId ?? string.Empty);
        command.Parameters.AddWithValue("@tag", query.Tag is null ? DBNull.Value : TagColumn.Of([query.Tag])!);
        command.Parameters.AddWithValue("@after", query.After);
        command.Parameters.AddWithValue("@to", query.To);
        command.Parameters.AddWithValue("@max", query.Max);
        using var reader = command.ExecuteReader();
        var events = new List<QueriedEvent>();
        var last = query.After;
        while (reader.Read())
        {
            var ordering = reader.GetInt64(5);
            var tags = TagColumn.Split(reader.IsDBNull(6) ? null : reader.GetString(6));
            last = query.PersistenceId is null ? ordering : reader.GetInt64(0);
            AdaptFromJournal(
                ReadEvent(reader.GetString(7), reader), p => events.Add(new QueriedEvent(ordering, p, tags)));
        }

        return new QueriedEvents(events, last, highest);
    }

    private long Highest(SqliteConnection connection, QueryEvents query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query.PersistenceId is null ? _sql.HighestOrdering : _sql.Highest;
        command.Parameters.AddWithValue("@id", query.PersistenceId ?? string.Empty);
        return command.ExecuteScalar() is long highest ? highest : 0L;
    }
}

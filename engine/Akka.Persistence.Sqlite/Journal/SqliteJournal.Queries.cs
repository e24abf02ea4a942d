using Akka.Persistence.Journal;
using Akka.Persistence.Rows;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>
/// What a read journal asks. SQLite has one writer at a time, so the order of the numbers is that of the commits.
/// </summary>
public partial class SqliteJournal
{
    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message) =>
        QueryAnswers.TryAnswer(
            message,
            query => Read("query events", c => Page(c, query)),
            () => Read("query persistence ids", PersistenceIds),
            Sender,
            Self)
        || base.ReceivePluginInternal(message);

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
        var page = new QueryPage(query, Highest(connection, query), _rows, AdaptFromJournal);
        using var command = connection.CreateCommand();
        command.CommandText = query.PersistenceId is null ? _sql.PageInOrder : _sql.PageOfId;
        command.Parameters.AddWithValue("@id", query.PersistenceId ?? string.Empty);
        command.Parameters.AddWithValue("@tag", query.Tag is null ? DBNull.Value : TagColumn.Of([query.Tag])!);
        command.Parameters.AddWithValue("@after", query.After);
        command.Parameters.AddWithValue("@to", page.To);
        command.Parameters.AddWithValue("@max", query.Max);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            page.Add(reader);
        }

        return page.Answer();
    }

    private long Highest(SqliteConnection connection, QueryEvents query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query.PersistenceId is null ? _sql.HighestOrdering : _sql.Highest;
        command.Parameters.AddWithValue("@id", query.PersistenceId ?? string.Empty);
        return command.ExecuteScalar() is long highest ? highest : 0L;
    }
}

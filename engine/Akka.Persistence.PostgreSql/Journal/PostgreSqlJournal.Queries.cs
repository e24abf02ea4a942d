using Akka.Persistence.Journal;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql.Journal;

/// <summary>
/// What a read journal asks. In the journal's own order it is read as far as <see cref="ReadHorizon"/> allows. Events
/// of one id need no such care: each is written when the one before it is committed.
/// </summary>
public partial class PostgreSqlJournal
{
    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message) =>
        QueryAnswers.TryAnswer(message, ReadPage, ReadIds, Sender, Self) || base.ReceivePluginInternal(message);

    private async Task<QueriedEvents> ReadPage(QueryEvents query)
    {
        const string Operation = "query events";
        var highest = query.PersistenceId is { } id
            ? await ReadHighest(id).ConfigureAwait(false)
            : await Guarded(Operation, () => _horizon.ReadAsync(query)).ConfigureAwait(false);
        return await Read(Operation, connection => Page(connection, query, highest)).ConfigureAwait(false);
    }

    private Task<string[]> ReadIds() => Read("query persistence ids", async connection =>
    {
        var ids = new List<string>();
        await using var command = PgDatabase.Command(connection, _sql.PersistenceIds);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            ids.Add(reader.GetString(0));
        }

        return ids.ToArray();
    });

    private async Task<QueriedEvents> Page(NpgsqlConnection connection, QueryEvents query, long highest)
    {
        var page = new QueryPage(query, highest, _rows, AdaptFromJournal);
        await using var command = query switch
        {
            { PersistenceId: { } id } => PgDatabase.Command(
                connection, _sql.PageOfId, query.After, page.To, query.Max, id),
            { Tag: { } tag } => PgDatabase.Command(
                connection, _sql.PageOfTag, query.After, page.To, query.Max, TagColumn.Of([tag])!),
            _ => PgDatabase.Command(connection, _sql.PageInOrder, query.After, page.To, query.Max),
        };
        await using var reader = await command.ExecuteReaderAsync(_reading).ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            page.Add(reader);
        }

        return page.Answer();
    }
}

using Akka.Persistence.Rows;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>The journal's SQL, for the table names of one configuration.</summary>
internal sealed class JournalStatements
{
    public JournalStatements(string table, string metadataTable)
    {
        TableNames = [table, metadataTable];
        var journal = SqliteDatabase.Quote(table);
        var metadata = SqliteDatabase.Quote(metadataTable);

        // AUTOINCREMENT, so that the order number of a deleted event is never used again.
        Create = $"""
            CREATE TABLE IF NOT EXISTS {journal} (
                ordering INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                persistence_id VARCHAR(255) NOT NULL,
                sequence_nr INTEGER(8) NOT NULL,
                is_deleted INTEGER(1) NOT NULL,
                manifest VARCHAR(255) NULL,
                timestamp INTEGER NOT NULL,
                payload BLOB NOT NULL,
                tags VARCHAR(2000) NULL,
                serializer_id INTEGER(4),
                UNIQUE (persistence_id, sequence_nr)
            );
            CREATE TABLE IF NOT EXISTS {metadata} (
                persistence_id VARCHAR(255) NOT NULL,
                sequence_nr INTEGER(8) NOT NULL,
                PRIMARY KEY (persistence_id, sequence_nr)
            );
            """;

        // Numbers that were written and deleted are in the metadata alone: whoever uses one again is a second writer.
        Insert = $"""
            INSERT INTO {journal}
                (persistence_id, sequence_nr, is_deleted, manifest, timestamp, payload, tags, serializer_id)
            SELECT @id, @nr, 0, @manifest, @timestamp, @payload, @tags, @serializer
            WHERE NOT EXISTS (SELECT 1 FROM {metadata} WHERE persistence_id = @id AND sequence_nr >= @nr)
            """;
        Replay = $"""
            SELECT sequence_nr, manifest, timestamp, payload, serializer_id FROM {journal}
            WHERE persistence_id = @id AND sequence_nr >= @from AND sequence_nr <= @to AND is_deleted = 0
            ORDER BY sequence_nr LIMIT @max
            """;
        Highest = $"""
            SELECT MAX(nr) FROM (
                SELECT MAX(sequence_nr) AS nr FROM {journal} WHERE persistence_id = @id
                UNION ALL
                SELECT MAX(sequence_nr) AS nr FROM {metadata} WHERE persistence_id = @id)
            """;
        ForgetHighest = $"DELETE FROM {metadata} WHERE persistence_id = @id";
        KeepHighest = $"INSERT INTO {metadata} (persistence_id, sequence_nr) VALUES (@id, @nr)";
        HighestOrdering = $"SELECT MAX(ordering) FROM {journal}";
        PersistenceIds = QueryPage.PersistenceIds(journal);
        var page = $"SELECT {QueryPage.Columns("timestamp")} FROM";
        const string Fits = "(@tag IS NULL OR instr(tags, @tag) > 0) AND is_deleted = 0";
        PageInOrder = $"{page} {journal} WHERE ordering > @after AND ordering <= @to AND {Fits} " +
            "ORDER BY ordering LIMIT @max";
        PageOfId = $"{page} {journal} WHERE persistence_id = @id AND sequence_nr > @after AND sequence_nr <= @to " +
            $"AND {Fits} ORDER BY sequence_nr LIMIT @max";
        Delete = $"DELETE FROM {journal} WHERE persistence_id = @id AND sequence_nr <= @to";
    }

    public IReadOnlyList<string> TableNames { get; }

    public string Create { get; }

    public string Insert { get; }

    public string Replay { get; }

    public string Highest { get; }

    public string HighestOrdering { get; }

    public string PersistenceIds { get; }

    public string PageInOrder { get; }

    public string PageOfId { get; }

    public string ForgetHighest { get; }

    public string KeepHighest { get; }

    public string Delete { get; }
}

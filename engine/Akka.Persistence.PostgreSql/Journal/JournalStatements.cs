using Akka.Persistence.Rows;

namespace Akka.Persistence.PostgreSql.Journal;

/// <summary>The journal's SQL, for the names of one configuration.</summary>
internal sealed class JournalStatements
{
    public JournalStatements(string schema, string table, string metadataTable, bool identity, int tagsSize)
    {
        var schemaName = PgDatabase.Quote(schema);
        var journal = $"{schemaName}.{PgDatabase.Quote(table)}";
        Journal = journal;
        var metadata = $"{schemaName}.{PgDatabase.Quote(metadataTable)}";
        Create = $"CREATE SCHEMA IF NOT EXISTS {schemaName};"
            + Tables(journal, metadata, table, metadataTable, identity, tagsSize);
        Insert = new EventInsert(journal, metadata);
        Replay = $"""
            SELECT sequence_nr, manifest, created_at, payload, serializer_id FROM {journal}
            WHERE persistence_id = $1 AND sequence_nr >= $2 AND sequence_nr <= $3 AND NOT is_deleted
            ORDER BY sequence_nr LIMIT $4
            """;
        Highest = $"""
            SELECT COALESCE(MAX(nr), 0) FROM (
                SELECT MAX(sequence_nr) AS nr FROM {journal} WHERE persistence_id = $1
                UNION ALL
                SELECT MAX(sequence_nr) AS nr FROM {metadata} WHERE persistence_id = $1) AS both_tables
            """;
        KeepHighest = $"""
            INSERT INTO {metadata} (persistence_id, sequence_nr)
            SELECT $1, MAX(sequence_nr) FROM {journal} WHERE persistence_id = $1 HAVING MAX(sequence_nr) IS NOT NULL
            ON CONFLICT DO NOTHING
            """;
        ForgetLower = $"""
            DELETE FROM {metadata} WHERE persistence_id = $1
                AND sequence_nr < (SELECT MAX(sequence_nr) FROM {metadata} WHERE persistence_id = $1)
            """;
        PersistenceIds = QueryPage.PersistenceIds(journal);
        var page = $"SELECT {QueryPage.Columns("created_at")} FROM {journal} WHERE NOT is_deleted AND";
        PageInOrder = $"{page} ordering > $1 AND ordering <= $2 ORDER BY ordering LIMIT $3";
        PageOfTag = $"{page} ordering > $1 AND ordering <= $2 AND strpos(tags, $4) > 0 ORDER BY ordering LIMIT $3";
        PageOfId = $"{page} sequence_nr > $1 AND sequence_nr <= $2 AND persistence_id = $4 "
            + "ORDER BY sequence_nr LIMIT $3";
        Delete = $"DELETE FROM {journal} WHERE persistence_id = $1 AND sequence_nr <= $2";
    }

    /// <summary>The journal's table, quoted and with its schema.</summary>
    public string Journal { get; }

    public string Create { get; }

    public EventInsert Insert { get; }

    public string Replay { get; }

    public string Highest { get; }

    public string PersistenceIds { get; }

    public string PageInOrder { get; }

    public string PageOfTag { get; }

    public string PageOfId { get; }

    public string KeepHighest { get; }

    public string ForgetLower { get; }

    public string Delete { get; }

    private static string Tables(
        string journal, string metadata, string table, string metadataTable, bool identity, int tagsSize)
    {
        var ordering = identity ? "BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY" : "BIGSERIAL NOT NULL";
        return $"""
            CREATE TABLE IF NOT EXISTS {journal} (
                ordering {ordering} PRIMARY KEY,
                persistence_id VARCHAR(255) NOT NULL,
                sequence_nr BIGINT NOT NULL,
                is_deleted BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL,
                manifest VARCHAR(500) NOT NULL,
                payload BYTEA NOT NULL,
                tags VARCHAR({tagsSize}) NULL,
                serializer_id INTEGER NULL,
                CONSTRAINT {PgDatabase.Quote(table + "_uq")} UNIQUE (persistence_id, sequence_nr)
            );
            CREATE TABLE IF NOT EXISTS {metadata} (
                persistence_id VARCHAR(255) NOT NULL,
                sequence_nr BIGINT NOT NULL,
                CONSTRAINT {PgDatabase.Quote(metadataTable + "_pk")} PRIMARY KEY (persistence_id, sequence_nr)
            );
            """;
    }
}

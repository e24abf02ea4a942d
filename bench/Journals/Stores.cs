namespace WhaleStack.Bench.Journals;

/// <summary>The journals that are measured. Snapshots stay in memory.</summary>
internal static class Stores
{
    public const string Memory = """
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    public static string Sqlite(string file) => $$"""
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        akka.persistence.journal {
          plugin = "akka.persistence.journal.sqlite"
          sqlite {
            class = "Akka.Persistence.Sqlite.Journal.SqliteJournal, Akka.Persistence.Sqlite"
            connection-string = "Data Source={{file}}"
            auto-initialize = on
          }
        }
        """;

    public static string PostgreSql(string connectionString) => $$"""
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        akka.persistence.journal {
          plugin = "akka.persistence.journal.postgresql"
          postgresql {
            class = "Akka.Persistence.PostgreSql.Journal.PostgreSqlJournal, Akka.Persistence.PostgreSql"
            connection-string = "{{connectionString}}"
            auto-initialize = on
          }
        }
        """;
}

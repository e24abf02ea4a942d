using Akka.Configuration;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Tests.Support;

/// <summary>Configurations of the stores that the specs run against.</summary>
public static class Storage
{
    public static readonly string Memory = TestSerializer.Bindings + """

        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    public static string LocalSnapshots(string directory) => TestSerializer.Bindings + $$"""

        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.local"
        akka.persistence.snapshot-store.local.dir = "{{directory}}"
        """;

    public static string Sqlite(string connectionString, string connectionTimeout = "10s") =>
        TestSerializer.Bindings + $$"""

        akka.persistence.journal {
          plugin = "akka.persistence.journal.sqlite"
          sqlite {
            class = "Akka.Persistence.Sqlite.Journal.SqliteJournal, Akka.Persistence.Sqlite"
            connection-string = "{{connectionString}}"
            connection-timeout = {{connectionTimeout}}
            auto-initialize = on
          }
        }
        akka.persistence.snapshot-store {
          plugin = "akka.persistence.snapshot-store.sqlite"
          sqlite {
            class = "Akka.Persistence.Sqlite.Snapshot.SqliteSnapshotStore, Akka.Persistence.Sqlite"
            connection-string = "{{connectionString}}"
            auto-initialize = on
          }
        }
        """;

    public static string PostgreSql(string connectionString, string schema) => TestSerializer.Bindings + $$"""

        akka.persistence.journal {
          plugin = "akka.persistence.journal.postgresql"
          postgresql {
            class = "Akka.Persistence.PostgreSql.Journal.PostgreSqlJournal, Akka.Persistence.PostgreSql"
            connection-string = "{{connectionString}}"
            connection-timeout = 10s
            schema-name = {{schema}}
            auto-initialize = on
          }
        }
        akka.persistence.snapshot-store {
          plugin = "akka.persistence.snapshot-store.postgresql"
          postgresql {
            class = "Akka.Persistence.PostgreSql.Snapshot.PostgreSqlSnapshotStore, Akka.Persistence.PostgreSql"
            connection-string = "{{connectionString}}"
            schema-name = {{schema}}
            auto-initialize = on
          }
        }
        """;

    public static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}

/// <summary>A directory for one spec, gone afterwards.</summary>
public sealed class ScratchDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("persistence-");

    public string Path => _directory.FullName;

    public string ConnectionString => "Data Source=" + File("journal.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}

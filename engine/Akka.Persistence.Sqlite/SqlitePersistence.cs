using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Rows;

namespace Akka.Persistence.Sqlite;

/// <summary>
/// Brings the defaults of the SQLite plugins into a system, and holds the one writer that each database file has.
/// </summary>
public class SqlitePersistence : IExtension
{
    /// <summary>Configuration path of the journal.</summary>
    public const string JournalConfigPath = "akka.persistence.journal.sqlite";

    /// <summary>Configuration path of the snapshot store.</summary>
    public const string SnapshotConfigPath = "akka.persistence.snapshot-store.sqlite";

    private readonly Shared<SqliteWriter> _writers = new();

    /// <summary>Creates the extension.</summary>
    public SqlitePersistence(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var defaults = DefaultConfiguration();
        system.Settings.InjectTopLevelFallback(defaults);
        DefaultJournalConfig = defaults.GetConfig(JournalConfigPath);
        DefaultSnapshotConfig = defaults.GetConfig(SnapshotConfigPath);
        SQLitePCL.Batteries_V2.Init();
        system.RegisterOnTermination(_writers.End);
    }

    /// <summary>The journal's defaults.</summary>
    public Config DefaultJournalConfig { get; }

    /// <summary>The snapshot store's defaults.</summary>
    public Config DefaultSnapshotConfig { get; }

    /// <summary>The settings of both plugins that hold when nothing else is said.</summary>
    public static Config DefaultConfiguration() =>
        ConfigurationFactory.FromResource<SqlitePersistence>("Akka.Persistence.Sqlite.sqlite.conf");

    /// <summary>The extension of a system, created when it is first asked for.</summary>
    public static SqlitePersistence Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<SqlitePersistence, SqlitePersistenceProvider>();
    }

    /// <summary>
    /// The writer of a database: the journal and the snapshot store on the same file share it, so they never wait for
    /// each other's locks.
    /// </summary>
    internal SqliteWriter WriterFor(SqliteDatabase database) =>
        _writers.For(database.ConnectionString, () => new SqliteWriter(database));
}

/// <summary>Identifies <see cref="SqlitePersistence"/>.</summary>
public class SqlitePersistenceProvider : ExtensionIdProvider<SqlitePersistence>
{
    /// <inheritdoc/>
    public override SqlitePersistence CreateExtension(ExtendedActorSystem system) => new(system);
}

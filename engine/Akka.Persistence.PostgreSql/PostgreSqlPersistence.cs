using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Rows;
using Npgsql;

namespace Akka.Persistence.PostgreSql;

/// <summary>
/// Brings the defaults of the PostgreSQL plugins into a system, and holds the one writer that each database has.
/// </summary>
public class PostgreSqlPersistence : IExtension
{
    /// <summary>Configuration path of the journal.</summary>
    public const string JournalConfigPath = "akka.persistence.journal.postgresql";

    /// <summary>Configuration path of the snapshot store.</summary>
    public const string SnapshotStoreConfigPath = "akka.persistence.snapshot-store.postgresql";

    private readonly Shared<NpgsqlDataSource> _sources = new();
    private readonly Shared<PgWriter> _writers = new();

    /// <summary>Creates the extension.</summary>
    public PostgreSqlPersistence(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var defaults = DefaultConfiguration();
        system.Settings.InjectTopLevelFallback(defaults);
        DefaultJournalConfig = defaults.GetConfig(JournalConfigPath);
        DefaultSnapshotConfig = defaults.GetConfig(SnapshotStoreConfigPath);
        system.RegisterOnTermination(Stop);
    }

    /// <summary>The journal's defaults.</summary>
    public Config DefaultJournalConfig { get; }

    /// <summary>The snapshot store's defaults.</summary>
    public Config DefaultSnapshotConfig { get; }

    /// <summary>The settings of both plugins that hold when nothing else is said.</summary>
    public static Config DefaultConfiguration() =>
        ConfigurationFactory.FromResource<PostgreSqlPersistence>("Akka.Persistence.PostgreSql.postgresql.conf");

    /// <summary>The extension of a system, created when it is first asked for.</summary>
    public static PostgreSqlPersistence Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<PostgreSqlPersistence, PostgreSqlPersistenceProvider>();
    }

    /// <summary>The database of a plugin.</summary>
    /// <exception cref="ConfigurationException">A key has a value that cannot be used; it is named.</exception>
    internal PgDatabase Open(Config config, string path) => PgDatabase.From(config, path, _sources);

    /// <summary>The writer of a database: the journal and the snapshot store on the same database share it.</summary>
    internal PgWriter WriterFor(PgDatabase database) => _writers.For(
        $"{database.Source.ConnectionString} {database.Writing}", () => new PgWriter(database));

    private void Stop()
    {
        _writers.End();
        _sources.End();
    }
}

/// <summary>Identifies <see cref="PostgreSqlPersistence"/>.</summary>
public class PostgreSqlPersistenceProvider : ExtensionIdProvider<PostgreSqlPersistence>
{
    /// <inheritdoc/>
    public override PostgreSqlPersistence CreateExtension(ExtendedActorSystem system) => new(system);
}

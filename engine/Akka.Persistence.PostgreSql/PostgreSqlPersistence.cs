using Akka.Actor;
using Akka.Configuration;

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

    private readonly object _gate = new();
    private readonly Dictionary<string, PgWriter> _writers = new(StringComparer.Ordinal);
    private bool _isTerminated;

    /// <summary>Creates the extension.</summary>
    public PostgreSqlPersistence(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var defaults = DefaultConfiguration();
        system.Settings.InjectTopLevelFallback(defaults);
        DefaultJournalConfig = defaults.GetConfig(JournalConfigPath);
        DefaultSnapshotConfig = defaults.GetConfig(SnapshotStoreConfigPath);
        system.RegisterOnTermination(StopWriters);
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

    /// <summary>The writer of a database: the journal and the snapshot store on the same database share it.</summary>
    internal PgWriter WriterFor(PgDatabase database)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isTerminated, this);
            if (!_writers.TryGetValue(database.Key, out var writer))
            {
                writer = new PgWriter(database);
                _writers.Add(database.Key, writer);
            }

            return writer;
        }
    }

    private void StopWriters()
    {
        lock (_gate)
        {
            _isTerminated = true;
            foreach (var writer in _writers.Values)
            {
                writer.Dispose();
            }
        }
    }
}

/// <summary>Identifies <see cref="PostgreSqlPersistence"/>.</summary>
public class PostgreSqlPersistenceProvider : ExtensionIdProvider<PostgreSqlPersistence>
{
    /// <inheritdoc/>
    public override PostgreSqlPersistence CreateExtension(ExtendedActorSystem system) => new(system);
}

using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Persistence.Query;

/// <summary>Makes read journals, by the configuration path that names them.</summary>
public sealed class PersistenceQuery : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<string, Lazy<IReadJournalProvider>> _providers = new(StringComparer.Ordinal);

    /// <summary>Creates the extension.</summary>
    public PersistenceQuery(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        _system = system;
        Log = Logging.GetLogger(system, typeof(PersistenceQuery));
    }

    /// <summary>The log of the extension.</summary>
    public ILoggingAdapter Log { get; }

    /// <summary>The extension of a system, created when it is first asked for.</summary>
    public static PersistenceQuery Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<PersistenceQuery, PersistenceQueryProvider>();
    }

    /// <summary>
    /// The settings that a read journal brings, by its static <c>DefaultConfiguration</c>; empty when it has none.
    /// </summary>
    public static Config GetDefaultConfig<TJournal>()
    {
        var method = typeof(TJournal).GetMethod("DefaultConfiguration", BindingFlags.Public | BindingFlags.Static);
        return (Config?)method?.Invoke(null, null) ?? Config.Empty;
    }

    /// <summary>
    /// The read journal at a configuration path. Fails with <see cref="ArgumentException"/> when nothing is configured
    /// there or its <c>class</c> is no <see cref="IReadJournalProvider"/>.
    /// </summary>
    public TJournal ReadJournalFor<TJournal>(string readJournalPluginId)
        where TJournal : IReadJournal
    {
        var provider = _providers.GetOrAdd(
            readJournalPluginId, id => new Lazy<IReadJournalProvider>(() => Create(id, GetDefaultConfig<TJournal>())));
        return (TJournal)provider.Value.GetReadJournal();
    }

    private IReadJournalProvider Create(string id, Config defaults)
    {
        _system.Settings.InjectTopLevelFallback(defaults);
        if (!_system.Settings.Config.HasPath(id))
        {
            throw new ArgumentException($"HOCON config is missing persistence read journal plugin config path: [{id}]");
        }

        var config = _system.Settings.Config.GetConfig(id);
        var className = config.GetString("class");
        var type = string.IsNullOrEmpty(className) ? null : Type.GetType(className, throwOnError: false);
        if (type is null || !typeof(IReadJournalProvider).IsAssignableFrom(type))
        {
            throw new ArgumentException($"[{id}.class] names no IReadJournalProvider: [{className}]");
        }

        object?[][] candidates = [[_system, config], [_system], []];
        var arguments = candidates.FirstOrDefault(c => type.GetConstructor(TypesOf(c)) is not null)
            ?? throw new ArgumentException($"[{type}] has no constructor for a system, or a system and a Config");
        return (IReadJournalProvider)Activator.CreateInstance(type, arguments)!;
    }

    private static Type[] TypesOf(object?[] arguments) =>
        arguments.Select(static a => a is Config ? typeof(Config) : typeof(ExtendedActorSystem)).ToArray();
}

/// <summary>Identifies <see cref="PersistenceQuery"/>.</summary>
public class PersistenceQueryProvider : ExtensionIdProvider<PersistenceQuery>
{
    /// <inheritdoc/>
    public override PersistenceQuery CreateExtension(ExtendedActorSystem system) => new(system);
}

/// <summary>A short way to a read journal.</summary>
public static class PersistenceQueryExtensions
{
    /// <summary>The read journal at a configuration path.</summary>
    public static TJournal ReadJournalFor<TJournal>(this ActorSystem system, string readJournalPluginId)
        where TJournal : IReadJournal =>
        PersistenceQuery.Get(system).ReadJournalFor<TJournal>(readJournalPluginId);
}

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>Starts journals and snapshot stores, each once, by the configuration path that names them.</summary>
public class PersistenceExtension : IExtension
{
    private const string JournalFallback = "akka.persistence.journal-plugin-fallback";
    private const string SnapshotStoreFallback = "akka.persistence.snapshot-store-plugin-fallback";
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";

    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private readonly ConcurrentDictionary<string, Lazy<Plugin>> _plugins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EventAdapters> _adapters = new(StringComparer.Ordinal);

    /// <summary>Creates the extension; plugins start when they are first asked for.</summary>
    public PersistenceExtension(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        _system = system;
        _system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _config = _system.Settings.Config.GetConfig("akka.persistence");
        Settings = new PersistenceSettings(_system, _config);
        DefaultInternalStashOverflowStrategy = CreateOverflowStrategy();
        RecoveryPermitter = _system.SystemActorOf(
            Props.Create<RecoveryPermitter>(_config.GetInt("max-concurrent-recoveries", 50)),
            "recoveryPermitter");
        StartEagerly("journal.auto-start-journals", id => JournalFor(id));
        StartEagerly("snapshot-store.auto-start-snapshot-stores", id => SnapshotStoreFor(id));
    }

    /// <summary>What persistent actors do when their internal stash is full, unless they say otherwise.</summary>
    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy { get; }

    /// <summary>What <c>akka.persistence</c> says.</summary>
    public PersistenceSettings Settings { get; }

    internal IActorRef RecoveryPermitter { get; }

    /// <summary>An id made of an actor's path without its address.</summary>
#pragma warning disable CA1822 // An instance member in Akka.NET.
    public string PersistenceId(IActorRef actor)
#pragma warning restore CA1822
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Path.ToStringWithoutAddress();
    }

    /// <summary>
    /// The event adapters of the journal at a configuration path; empty for the default one. The journal need not run.
    /// </summary>
    public EventAdapters AdaptersFor(string journalPluginId) => _adapters.GetOrAdd(
        JournalId(journalPluginId), id => EventAdapters.Create(_system, PluginConfig(id, JournalFallback)));

    /// <summary>The journal at a configuration path; empty for the default one.</summary>
    public IActorRef JournalFor(string journalPluginId) => PluginFor(JournalId(journalPluginId), JournalFallback).Ref;

    /// <summary>
    /// The snapshot store at a configuration path; empty for the default one, and when that is empty too a store that
    /// refuses to save.
    /// </summary>
    public IActorRef SnapshotStoreFor(string snapshotPluginId)
    {
        var id = string.IsNullOrEmpty(snapshotPluginId)
            ? DefaultPluginId("snapshot-store.plugin") ?? NoSnapshotStore
            : snapshotPluginId;
        return PluginFor(id, SnapshotStoreFallback).Ref;
    }

    /// <summary>The configuration of a running plugin, with the fallbacks for its kind.</summary>
    internal Config ConfigFor(IActorRef plugin)
    {
        var id = plugin.Path.Name;
        return _plugins.TryGetValue(id, out var found) && found.IsValueCreated
            ? found.Value.Config
            : throw new ArgumentException($"Unknown plugin actor [{plugin}].", nameof(plugin));
    }

    /// <summary>For a journal's own constructor, which may run before its starter has the reference.</summary>
    internal Config JournalConfig(string id) => PluginConfig(id, JournalFallback);

    /// <summary>For a snapshot store's own constructor.</summary>
    internal Config SnapshotStoreConfig(string id) => PluginConfig(id, SnapshotStoreFallback);

    private string JournalId(string journalPluginId) => !string.IsNullOrEmpty(journalPluginId)
        ? journalPluginId
        : DefaultPluginId("journal.plugin")
            ?? throw new ArgumentException("Default journal plugin is not configured.");

    private string? DefaultPluginId(string key)
    {
        var id = _config.GetString(key);
        return string.IsNullOrEmpty(id) ? null : id;
    }

    private void StartEagerly(string key, Action<string> start)
    {
        foreach (var id in _config.GetStringList(key) ?? [])
        {
            start(id);
        }
    }

    private Plugin PluginFor(string id, string fallback)
    {
        var plugin = _plugins.GetOrAdd(id, key => new Lazy<Plugin>(() => Start(key, fallback)));
        try
        {
            return plugin.Value;
        }
        catch
        {
            _plugins.TryRemove(new KeyValuePair<string, Lazy<Plugin>>(id, plugin));
            throw;
        }
    }

    private Config PluginConfig(string id, string fallback)
    {
        var defaults = _system.Settings.Config.GetConfig(fallback);
        var own = _system.Settings.Config.HasPath(id) ? _system.Settings.Config.GetConfig(id) : null;
        return own is null ? defaults : own.WithFallback(defaults);
    }

    private Plugin Start(string id, string fallback)
    {
        if (!_system.Settings.Config.HasPath(id))
        {
            throw new ArgumentException($"Persistence config is missing plugin config path for [{id}].");
        }

        var config = PluginConfig(id, fallback);
        if (fallback == JournalFallback)
        {
            // A wrong binding fails whoever asks for the journal and not its first event.
            _ = AdaptersFor(id);
        }

        var className = config.GetString("class");
        if (string.IsNullOrEmpty(className))
        {
            throw new ArgumentException($"Plugin class name must be defined in config property [{id}.class].");
        }

        var type = Type.GetType(className, throwOnError: false)
            ?? throw new ArgumentException($"Plugin class [{className}] of [{id}] cannot be found.");
        var takesConfig = type.GetConstructor([typeof(Config)]) is not null;
        var props = (takesConfig ? Props.Create(type, config) : Props.Create(type))
            .WithDispatcher(config.GetString("plugin-dispatcher")!);
        return new Plugin(_system.SystemActorOf(props, id), config);
    }

    private IStashOverflowStrategy CreateOverflowStrategy()
    {
        var name = _config.GetString("internal-stash-overflow-strategy")!;
        var type = Type.GetType(name, throwOnError: true)!;
        return ((IStashOverflowStrategyConfigurator)Activator.CreateInstance(type)!).Create(_system.Settings.Config);
    }

    private sealed record Plugin(IActorRef Ref, Config Config);
}

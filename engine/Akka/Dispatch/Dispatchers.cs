using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by their path in the configuration.</summary>
public sealed class Dispatchers
{
    /// <summary>The id of the default dispatcher.</summary>
    public static readonly string DefaultDispatcherId = "akka.actor.default-dispatcher";

    /// <summary>The id of the dispatcher for work that blocks.</summary>
    public static readonly string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";

    /// <summary>The id of the dispatcher that runs on the current synchronization context.</summary>
    public static readonly string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";

    internal static readonly string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly ConcurrentBag<MessageDispatcher> _pinned = [];
    private readonly ActorSystem _system;
    private readonly ILoggingAdapter _log;
    private MessageDispatcher? _default;

    /// <summary>Called by the system.</summary>
    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        Prerequisites = prerequisites;
        _log = logger;
    }

    /// <summary>What dispatchers need of the system.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The configuration of the default dispatcher, which others fall back to.</summary>
    public Config DefaultDispatcherConfig => IdConfig(DefaultDispatcherId)
        .WithFallback(_system.Settings.Config.GetConfig(DefaultDispatcherId));

    /// <summary>The default dispatcher.</summary>
    public MessageDispatcher DefaultGlobalDispatcher => _default ??= Lookup(DefaultDispatcherId);

    internal MessageDispatcher InternalDispatcher => Lookup(InternalDispatcherId);

    /// <summary>True when the configuration has such a dispatcher.</summary>
    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <summary>
    /// The dispatcher of an id; throws <see cref="ConfigurationException"/> when it is not configured.
    /// </summary>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        var configurator = _configurators.GetOrAdd(dispatcherName, Configure);
        var dispatcher = configurator.Dispatcher();
        if (dispatcher is PinnedDispatcher)
        {
            _pinned.Add(dispatcher);
        }

        return dispatcher;
    }

    /// <summary>Adds a dispatcher; false when the id is taken.</summary>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) =>
        _configurators.TryAdd(id, configurator);

    internal Config ConfigOf(string id) => IdConfig(id).WithFallback(_system.Settings.Config.GetConfig(id));

    internal void ShutDown()
    {
        foreach (var dispatcher in _configurators.Values.Where(c => c is not PinnedDispatcherConfigurator)
            .Select(c => c.Dispatcher()).Concat(_pinned))
        {
            dispatcher.ShutDown();
        }
    }

    private static Config IdConfig(string id) => ConfigurationFactory.ParseString($"id = \"{id}\"");

    private MessageDispatcherConfigurator Configure(string id)
    {
        if (!_system.Settings.Config.HasPath(id))
        {
            throw new ConfigurationException($"Dispatcher {id} not configured.");
        }

        var config = IdConfig(id).WithFallback(_system.Settings.Config.GetConfig(id));
        if (id != DefaultDispatcherId)
        {
            config = config.WithFallback(DefaultDispatcherConfig);
        }

        var type = config.GetString("type");
        switch (type)
        {
            case "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" or "SynchronizedDispatcher":
                return new DispatcherConfigurator(config, Prerequisites);
            case "PinnedDispatcher":
                return new PinnedDispatcherConfigurator(config, Prerequisites);
            case null or "":
                throw new ConfigurationException($"Missing dispatcher `type` for id: {id}");
            default:
                _log.Debug("Loading dispatcher configurator {0} for {1}", type, id);
                return (MessageDispatcherConfigurator)Activator.CreateInstance(
                    Type.GetType(type) ?? throw new ConfigurationException(
                        $"Could not resolve dispatcher type {type} for path {id}"),
                    config,
                    Prerequisites)!;
        }
    }
}

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Event;

namespace Akka.Persistence.Journal;

/// <summary>
/// The event adapters of one journal plugin, by the type of an event: an exact binding, else that of the most specific
/// base type or interface, else <see cref="IdentityEventAdapter"/>. Safe for many threads.
/// </summary>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _map;
    private readonly KeyValuePair<Type, IEventAdapter>[] _bindings;
    private readonly ILoggingAdapter _log;

    /// <summary>Creates the table; <paramref name="bindings"/> are asked in their order.</summary>
    protected EventAdapters(
        ConcurrentDictionary<Type, IEventAdapter> map,
        IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings,
        ILoggingAdapter log)
    {
        _map = map;
        _bindings = bindings.ToArray();
        _log = log;
    }

    internal bool IsEmpty => _bindings.Length == 0 && _map.IsEmpty;

    /// <summary>
    /// Reads <c>event-adapters</c> and <c>event-adapter-bindings</c> out of a journal plugin's configuration. Fails
    /// with <see cref="ArgumentException"/> when a binding names an adapter that is not there or a type is no adapter.
    /// </summary>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(config);
        var classes = Section(config, "event-adapters").ToDictionary(
            static e => e.Key, static e => e.Value.GetString()!, StringComparer.Ordinal);
        var bindings = Section(config, "event-adapter-bindings").Select(static e => (
            Type: e.Key,
            Adapters: e.Value.IsArray() ? e.Value.GetStringList() : [e.Value.GetString()!])).ToArray();
        foreach (var (type, adapters) in bindings)
        {
            foreach (var name in adapters.Where(name => !classes.ContainsKey(name)))
            {
                throw new ArgumentException(
                    $"{type} was bound to undefined event-adapter: {name} " +
                    $"(bindings: [{string.Join(", ", adapters)}], known adapters: " +
                    $"[{string.Join(", ", classes.Keys)}])");
            }
        }

        var created = classes.ToDictionary(
            static c => c.Key, c => Instantiate(c.Value, system), StringComparer.Ordinal);
        var bound = bindings.Select(b => KeyValuePair.Create(
            Type.GetType(b.Type, throwOnError: true)!, Combine(b.Adapters.Select(name => created[name]).ToArray())));
        return new EventAdapters(
            new ConcurrentDictionary<Type, IEventAdapter>(),
            MostSpecificFirst(bound),
            Logging.GetLogger(system, typeof(EventAdapters)));
    }

    /// <summary>The adapter for a type.</summary>
    public IEventAdapter Get<T>() => Get(typeof(T));

    /// <summary>The adapter for a type.</summary>
    public virtual IEventAdapter Get(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return _map.TryGetValue(type, out var known) ? known : _map.GetOrAdd(type, Find);
    }

    private IEventAdapter Find(Type type)
    {
        foreach (var (bound, adapter) in _bindings)
        {
            if (bound.IsAssignableFrom(type))
            {
                _log.Debug("Using EventAdapter [{0}] for event [{1}]", adapter.GetType().FullName, type.FullName);
                return adapter;
            }
        }

        return IdentityEventAdapter.Instance;
    }

    private static IEnumerable<KeyValuePair<string, HoconValue>> Section(Config config, string path) =>
        config.HasPath(path)
            ? config.GetConfig(path).AsEnumerable().Select(static e => KeyValuePair.Create(e.Key.Trim('"'), e.Value))
            : [];

    private static IEventAdapter Combine(IEventAdapter[] adapters) =>
        adapters is [var only] ? only : new ReadOnlyEventAdapter(new CombinedReadEventAdapter(adapters));

    private static IEventAdapter Instantiate(string className, ExtendedActorSystem system)
    {
        var type = Type.GetType(className, throwOnError: true)!;
        var takesSystem = type.GetConstructor([typeof(ExtendedActorSystem)]) is not null;
        return (takesSystem ? Activator.CreateInstance(type, system) : Activator.CreateInstance(type)) switch
        {
            IEventAdapter both => both,
            IWriteEventAdapter writes => new WriteOnlyEventAdapter(writes),
            IReadEventAdapter reads => new ReadOnlyEventAdapter(reads),
            _ => throw new ArgumentException(
                $"Configured event adapter [{className}] does not implement any EventAdapter interface!"),
        };
    }

    /// <summary>A type goes before all types that it can be assigned to; otherwise the order stays.</summary>
    private static List<KeyValuePair<Type, IEventAdapter>> MostSpecificFirst(
        IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings)
    {
        var sorted = new List<KeyValuePair<Type, IEventAdapter>>();
        foreach (var binding in bindings)
        {
            var at = sorted.FindIndex(other => other.Key.IsAssignableFrom(binding.Key));
            sorted.Insert(at < 0 ? sorted.Count : at, binding);
        }

        return sorted;
    }
}

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The mailbox types of a system, by configuration and by what actors ask for.</summary>
public class Mailboxes
{
    /// <summary>The id of the default mailbox.</summary>
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    /// <summary>Says that a dispatcher asks for nothing.</summary>
    public static readonly string NoMailboxRequirement = "";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MailboxType> _byId = new();
    private readonly ConcurrentDictionary<Type, Type?> _required = new();
    private readonly Dictionary<Type, string> _bindings = [];
    private readonly Lazy<DeadLetterMailbox> _deadLetterMailbox;

    /// <summary>Reads <c>akka.actor.mailbox.requirements</c>.</summary>
    public Mailboxes(ActorSystem system)
    {
        _system = system;
        _deadLetterMailbox = new Lazy<DeadLetterMailbox>(() => new DeadLetterMailbox(system.DeadLetters));
        var requirements = system.Settings.Config.GetConfig("akka.actor.mailbox.requirements");
        foreach (var (name, value) in requirements.AsEnumerable())
        {
            var type = Type.GetType(name) ?? throw new ConfigurationException(
                $"Mailbox Requirement mapping [{name}] is not an actual type");
            _bindings[type] = value.GetString() ?? string.Empty;
        }
    }

    /// <summary>The mailbox of actors that are gone.</summary>
    public DeadLetterMailbox DeadLetterMailbox => _deadLetterMailbox.Value;

    /// <summary>The kind of queue that an actor type asks for, or null.</summary>
    public Type? GetRequiredType(Type actorType) => _required.GetOrAdd(actorType, static type => type
        .GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequiresMessageQueue<>))
        ?.GetGenericArguments()[0]);

    /// <summary>True when an actor type asks for a kind of queue.</summary>
    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) is not null;

    /// <summary>True when a mailbox type says which queue it makes.</summary>
    public bool ProducesMessageQueue(Type mailboxType) => ProducedQueue(mailboxType) is not null;

    /// <summary>The mailbox type configured for a kind of queue.</summary>
    public MailboxType LookupByQueueType(Type queueType) => _bindings.TryGetValue(queueType, out var id)
        ? Lookup(id)
        : throw new ConfigurationException($"Mailbox Mapping for [{queueType}] not configured");

    /// <summary>The mailbox type of an id.</summary>
    public MailboxType Lookup(string id) => _byId.GetOrAdd(id, Configure);

    /// <summary>
    /// The mailbox type of an actor: the one its props name, else its dispatcher's, else the one that fits what it
    /// asks for, else the default.
    /// </summary>
    public MailboxType GetMailboxType(Props props, Config? dispatcherConfig)
    {
        dispatcherConfig ??= Config.Empty;
        var required = GetRequiredType(props.Type);
        var dispatcherAsks = dispatcherConfig.GetString("mailbox-requirement", NoMailboxRequirement);
        if (props.Mailbox.Length > 0)
        {
            return Verified(Lookup(props.Mailbox), props, required);
        }

        if (dispatcherConfig.HasPath("mailbox-type"))
        {
            return Verified(Lookup(dispatcherConfig.GetString("id")!), props, required);
        }

        if (required is not null)
        {
            return Verified(LookupByQueueType(required), props, required);
        }

        return string.IsNullOrEmpty(dispatcherAsks)
            ? Lookup(DefaultMailboxId)
            : LookupByQueueType(Type.GetType(dispatcherAsks) ?? throw new ConfigurationException(
                $"Mailbox requirement [{dispatcherAsks}] is not an actual type"));
    }

    internal int DefaultStashCapacity(string id)
    {
        var fallback = _system.Settings.Config.GetInt(DefaultMailboxId + ".stash-capacity", -1);
        return id.Length == 0 ? fallback : _system.Settings.Config.GetInt(id + ".stash-capacity", fallback);
    }

    private static Type? ProducedQueue(Type mailboxType) => mailboxType
        .GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>))
        ?.GetGenericArguments()[0];

    private static MailboxType Verified(MailboxType mailboxType, Props props, Type? required)
    {
        var produced = ProducedQueue(mailboxType.GetType());
        if (required is not null && produced is not null && !required.IsAssignableFrom(produced))
        {
            throw new ArgumentException(
                $"produced message queue type [{produced}] does not fulfill requirement [{required}] "
                + $"for actor class [{props.Type}]");
        }

        return mailboxType;
    }

    private MailboxType Configure(string id)
    {
        if (id is "unbounded")
        {
            return new UnboundedMailbox(_system.Settings, Config.Empty);
        }

        var all = _system.Settings.Config;
        if (!all.HasPath(id))
        {
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        }

        var config = ConfigurationFactory.ParseString($"id = \"{id}\"").WithFallback(all.GetConfig(id));
        var name = config.GetString("mailbox-type");
        if (id != DefaultMailboxId)
        {
            config = config.WithFallback(all.GetConfig(DefaultMailboxId));
        }

        if (string.IsNullOrEmpty(name))
        {
            throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        }

        var type = Type.GetType(name) ?? throw new ConfigurationException(
            $"Found mailbox-type [{name}] in configuration for [{id}], "
            + "but could not find that type in any loaded assemblies");
        return (MailboxType)Activator.CreateInstance(type, _system.Settings, config)!;
    }
}

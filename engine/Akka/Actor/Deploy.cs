using Akka.Configuration;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>How an actor is deployed: router, dispatcher, mailbox, stash and scope, for a path or for props.</summary>
public class Deploy : IEquatable<Deploy>
{
    /// <summary>No dispatcher was named.</summary>
    public static readonly string NoDispatcherGiven = string.Empty;

    /// <summary>No mailbox was named.</summary>
    public static readonly string NoMailboxGiven = string.Empty;

    /// <summary>No scope was named.</summary>
    public static readonly Scope NoScopeGiven = new Scope.Unspecified();

    /// <summary>No stash capacity was named.</summary>
    public static readonly int NoStashSize = -1;

    /// <summary>In this process, and nothing else said.</summary>
    public static readonly Deploy Local = new(Scope.Local);

    /// <summary>Nothing said.</summary>
    public static readonly Deploy None = new(NoScopeGiven);

    /// <summary>Names a scope.</summary>
    public Deploy(Scope scope)
        : this(string.Empty, scope)
    {
    }

    /// <summary>Names a scope for a path.</summary>
    public Deploy(string path, Scope scope)
        : this(path, Config.Empty, NoRouter.Instance, scope, NoDispatcherGiven)
    {
    }

    /// <summary>Names a router.</summary>
    public Deploy(RouterConfig routerConfig)
        : this(routerConfig, NoScopeGiven)
    {
    }

    /// <summary>Names a router and a scope.</summary>
    public Deploy(RouterConfig routerConfig, Scope scope)
        : this(string.Empty, Config.Empty, routerConfig, scope, NoDispatcherGiven)
    {
    }

    /// <summary>Names all but mailbox and stash; an empty text says nothing.</summary>
    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher)
        : this(path, config, routerConfig, scope, dispatcher, NoMailboxGiven)
    {
    }

    /// <summary>Names all but the stash; an empty text says nothing.</summary>
    public Deploy(
        string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox)
        : this(path, config, routerConfig, scope, dispatcher, mailbox, NoStashSize)
    {
    }

    /// <summary>Names all; an empty text, and a stash capacity of -1, say nothing.</summary>
    public Deploy(
        string path,
        Config config,
        RouterConfig routerConfig,
        Scope scope,
        string dispatcher,
        string mailbox,
        int stashCapacity)
    {
        RouterConfig = routerConfig;
        Path = path;
        Config = config;
        Scope = scope;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
        StashCapacity = stashCapacity;
    }

    /// <summary>The path below the user guardian, or empty.</summary>
    public string Path { get; }

    /// <summary>The configuration the deployment came from.</summary>
    public Config Config { get; }

    /// <summary>The kind of router that the actor is; <see cref="NoRouter"/> for none.</summary>
    public RouterConfig RouterConfig { get; }

    /// <summary>Where the actor runs.</summary>
    public Scope Scope { get; }

    /// <summary>The dispatcher's id, or empty.</summary>
    public string Dispatcher { get; }

    /// <summary>The mailbox's id, or empty.</summary>
    public string Mailbox { get; }

    /// <summary>How much the stash holds; -1 is no limit.</summary>
    public int StashCapacity { get; }

    /// <summary>The same deployment with a dispatcher.</summary>
    public virtual Deploy WithDispatcher(string dispatcher) =>
        new(Path, Config, RouterConfig, Scope, dispatcher, Mailbox, StashCapacity);

    /// <summary>The same deployment with a mailbox.</summary>
    public virtual Deploy WithMailbox(string mailbox) =>
        new(Path, Config, RouterConfig, Scope, Dispatcher, mailbox, StashCapacity);

    /// <summary>The same deployment with a scope.</summary>
    public virtual Deploy WithScope(Scope scope) =>
        new(Path, Config, RouterConfig, scope, Dispatcher, Mailbox, StashCapacity);

    /// <summary>The same deployment with a router.</summary>
    public virtual Deploy WithRouterConfig(RouterConfig routerConfig) =>
        new(Path, Config, routerConfig, Scope, Dispatcher, Mailbox, StashCapacity);

    /// <summary>The same deployment with a stash capacity.</summary>
    public virtual Deploy WithStashCapacity(int stashSize) =>
        new(Path, Config, RouterConfig, Scope, Dispatcher, Mailbox, stashSize);

    /// <summary>This deployment, with another for what this one does not say.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config.IsEmpty ? other.Config : Config,
        RouterConfig.WithFallback(other.RouterConfig),
        Scope.WithFallback(other.Scope),
        Dispatcher.Length == 0 ? other.Dispatcher : Dispatcher,
        Mailbox.Length == 0 ? other.Mailbox : Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    /// <inheritdoc/>
    public bool Equals(Deploy? other) =>
        other is not null
        && Path == other.Path
        && Dispatcher == other.Dispatcher
        && Mailbox == other.Mailbox
        && StashCapacity == other.StashCapacity
        && RouterConfig.Equals(other.RouterConfig)
        && Scope.Equals(other.Scope);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Deploy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);
}

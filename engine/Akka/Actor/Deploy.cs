using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Where an actor is to run.</summary>
public abstract class Scope : IEquatable<Scope>
{
    /// <summary>In this process.</summary>
    public static readonly LocalScope Local = LocalScope.Instance;

    /// <summary>This scope, or another where this one says nothing.</summary>
    public abstract Scope WithFallback(Scope other);

    /// <summary>A copy.</summary>
    public abstract Scope Copy();

    /// <inheritdoc/>
    public virtual bool Equals(Scope? other) => other is not null && GetType() == other.GetType();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scope);

    /// <inheritdoc/>
    public override int GetHashCode() => GetType().GetHashCode();

    internal sealed class Unspecified : Scope
    {
        public override Scope WithFallback(Scope other) => other;

        public override Scope Copy() => this;
    }
}

/// <summary>In this process.</summary>
public class LocalScope : Scope
{
    private LocalScope()
    {
    }

    /// <summary>The only instance.</summary>
    public static LocalScope Instance { get; } = new();

    /// <inheritdoc/>
    public override Scope WithFallback(Scope other) => Instance;

    /// <inheritdoc/>
    public override Scope Copy() => Instance;
}

/// <summary>How an actor is to be deployed: dispatcher, mailbox, stash and scope, for a path or for props.</summary>
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
        : this(string.Empty, Config.Empty, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    /// <summary>Names a scope for a path.</summary>
    public Deploy(string path, Scope scope)
        : this(path, Config.Empty, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    internal Deploy(string path, Config config, Scope scope, string dispatcher, string mailbox, int stashCapacity)
    {
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
        new(Path, Config, Scope, dispatcher, Mailbox, StashCapacity);

    /// <summary>The same deployment with a mailbox.</summary>
    public virtual Deploy WithMailbox(string mailbox) =>
        new(Path, Config, Scope, Dispatcher, mailbox, StashCapacity);

    /// <summary>The same deployment with a scope.</summary>
    public virtual Deploy WithScope(Scope scope) =>
        new(Path, Config, scope, Dispatcher, Mailbox, StashCapacity);

    /// <summary>The same deployment with a stash capacity.</summary>
    public virtual Deploy WithStashCapacity(int stashSize) =>
        new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    /// <summary>This deployment, with another for what this one does not say.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config.IsEmpty ? other.Config : Config,
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
        && Scope.Equals(other.Scope);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Deploy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);
}

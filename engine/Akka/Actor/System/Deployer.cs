using System.Collections.Concurrent;
using System.Reflection;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>
/// The deployments that the configuration gives for paths below the user guardian; <c>*</c> is any name.
/// </summary>
public class Deployer
{
    private readonly ConcurrentDictionary<string, Deploy> _deployments = new();
    private readonly Dictionary<string, string?> _routers;
    private volatile bool _isEmpty = true;

    /// <summary>Reads <c>akka.actor.deployment</c>.</summary>
    public Deployer(Settings settings)
    {
        _routers = settings.Config.GetConfig("akka.actor.router.type-mapping").AsEnumerable()
            .ToDictionary(entry => entry.Key, entry => entry.Value.GetString(), StringComparer.Ordinal);
        var config = settings.Config.GetConfig("akka.actor.deployment");
        Default = config.GetConfig("default");
        foreach (var (path, value) in config.AsEnumerable().Where(e => e.Key != "default" && e.Value.IsObject()))
        {
            SetDeploy(ParseConfig(path, value.ToConfig()));
        }
    }

    /// <summary>What holds for a path that says nothing.</summary>
    protected Config Default { get; }

    /// <summary>The deployment of a path, or null.</summary>
    public Deploy? Lookup(ActorPath path) => !_isEmpty && path.Elements.Count > 1 && path.Elements[0] == "user"
        ? Lookup(path.Elements.Skip(1))
        : null;

    /// <summary>The deployment of names below the user guardian, or null.</summary>
    public Deploy? Lookup(IEnumerable<string> path)
    {
        if (_deployments.IsEmpty)
        {
            return null;
        }

        var names = path.ToArray();
        if (_deployments.TryGetValue("/" + string.Join('/', names), out var exact))
        {
            return exact;
        }

        return _deployments.Values.FirstOrDefault(d => Matches(d.Path[1..].Split('/'), names));
    }

    /// <summary>Adds a deployment.</summary>
    public void SetDeploy(Deploy deploy)
    {
        ArgumentException.ThrowIfNullOrEmpty(deploy.Path);
        _isEmpty = false;
        _deployments[deploy.Path.StartsWith('/') ? deploy.Path : "/" + deploy.Path] = deploy;
    }

    /// <summary>Reads a deployment.</summary>
    /// <exception cref="ConfigurationException">The router is not known, or a key of it makes no sense.</exception>
    public virtual Deploy ParseConfig(string key, Config config)
    {
        var whole = config.WithFallback(Default);
        return new Deploy(
            key,
            whole,
            ParseRouter(key, whole),
            Deploy.NoScopeGiven,
            whole.GetString("dispatcher", Deploy.NoDispatcherGiven) ?? Deploy.NoDispatcherGiven,
            whole.GetString("mailbox", Deploy.NoMailboxGiven) ?? Deploy.NoMailboxGiven,
            whole.GetInt("stash-capacity", Deploy.NoStashSize));
    }

    private RouterConfig ParseRouter(string key, Config config)
    {
        var name = config.GetString("router", "from-code") ?? "from-code";
        var type = Type.GetType(_routers.GetValueOrDefault(name) ?? name);
        if (type == typeof(NoRouter))
        {
            return NoRouter.Instance;
        }

        if (type is null || !typeof(RouterConfig).IsAssignableFrom(type))
        {
            throw new ConfigurationException(
                $"[akka.actor.deployment.{key}.router] is [{name}], which is neither in "
                + $"[akka.actor.router.type-mapping] nor the name of a {nameof(RouterConfig)}.");
        }

        try
        {
            return (RouterConfig)Activator.CreateInstance(type, config)!;
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new ConfigurationException(
                $"Cannot make the router [{name}] of [akka.actor.deployment.{key}]: {cause.Message}", cause);
        }
    }

    private static bool Matches(string[] pattern, string[] names) =>
        (pattern.Length == names.Length || (pattern[^1] == "**" && names.Length >= pattern.Length))
        && pattern.Zip(names).All(p => p.First is "*" or "**" || p.First == p.Second);
}

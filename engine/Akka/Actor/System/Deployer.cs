using System.Collections.Concurrent;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>
/// The deployments that the configuration gives for paths below the user guardian; <c>*</c> is any name.
/// </summary>
public class Deployer
{
    private readonly ConcurrentDictionary<string, Deploy> _deployments = new();

    /// <summary>Reads <c>akka.actor.deployment</c>.</summary>
    public Deployer(Settings settings)
    {
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
    public Deploy? Lookup(ActorPath path) => path.Elements.Count > 1 && path.Elements[0] == "user"
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
        _deployments[deploy.Path.StartsWith('/') ? deploy.Path : "/" + deploy.Path] = deploy;
    }

    /// <summary>Reads a deployment.</summary>
    public virtual Deploy ParseConfig(string key, Config config) => new(
        key,
        config,
        Deploy.NoScopeGiven,
        config.GetString("dispatcher", Deploy.NoDispatcherGiven) ?? Deploy.NoDispatcherGiven,
        config.GetString("mailbox", Deploy.NoMailboxGiven) ?? Deploy.NoMailboxGiven,
        config.GetInt("stash-capacity", Deploy.NoStashSize));

    private static bool Matches(string[] pattern, string[] names) =>
        (pattern.Length == names.Length || (pattern[^1] == "**" && names.Length >= pattern.Length))
        && pattern.Zip(names).All(p => p.First is "*" or "**" || p.First == p.Second);
}

namespace Akka.Actor;

/// <summary>Shorthand for making and finding actors.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Makes an actor of a type with a constructor without arguments.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Looks actors up by a path that begins at an actor.</summary>
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);
}

/// <summary>Makes selections from paths.</summary>
public static class ActorRefFactoryShared
{
    /// <summary>The selection of a full path.</summary>
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system)
    {
        var provider = ((ActorSystemImpl)system).Provider;
        return new ActorSelection(provider.RootGuardianAt(actorPath.Address), actorPath.Elements);
    }

    /// <summary>The selection of a path that begins at an actor.</summary>
    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) =>
        new(anchorActorRef, path);

    /// <summary>The selection of a path: full, from the root, or from where the look-up begins.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        ArgumentNullException.ThrowIfNull(path);
        var provider = ((ActorSystemImpl)system).Provider;
        if (path.Contains("://", StringComparison.Ordinal) && ActorPath.TryParse(path, out var full))
        {
            var names = full.Uid == 0
                ? full.Elements
                : [.. full.Elements.Take(full.Elements.Count - 1), $"{full.Name}#{full.Uid}"];
            return new ActorSelection(provider.RootGuardianAt(full.Address), names);
        }

        return path.StartsWith('/')
            ? new ActorSelection(provider.RootGuardian, path[1..].Split('/'))
            : new ActorSelection(lookupRoot, path);
    }
}

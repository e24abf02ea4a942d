namespace Akka.Actor;

/// <summary>Reads paths that begin at some actor, or at the root, but name no system.</summary>
public static class RelativeActorPath
{
    /// <summary>The names of a path such as <c>../sibling/child</c>; null when it begins with an address.</summary>
    public static IEnumerable<string>? Unapply(string addr) =>
        addr.Contains("://", StringComparison.Ordinal) ? null : addr.Split('/');
}

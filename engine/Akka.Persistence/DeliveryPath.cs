using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The one path that a selection stands for.</summary>
internal static class DeliveryPath
{
    public static ActorPath Of(ActorSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        if (selection.PathString.AsSpan().ContainsAny('*', '?'))
        {
            throw new NotSupportedException(
                "A delivery must have one receiver, so a selection with wildcards cannot be its destination: " +
                $"{selection}. Deliver to an actor that passes the message on to the others.");
        }

        return ActorPath.Parse(selection.Anchor.Path.ToString().TrimEnd('/') + selection.PathString);
    }
}

namespace Akka.Actor;

/// <summary>
/// Marks actors that log at debug level each message they receive, and whether they handled it, where
/// <c>akka.actor.debug.receive</c> is on.
/// </summary>
public interface ILogReceive
{
}

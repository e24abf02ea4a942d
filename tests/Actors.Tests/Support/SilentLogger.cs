using Akka.Actor;
using Akka.Event;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>A logger for systems whose log a test reads from the event stream.</summary>
internal sealed class SilentLogger : ReceiveActor
{
    public SilentLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        ReceiveAny(_ => { }); // The event stream has other listeners.
    }
}

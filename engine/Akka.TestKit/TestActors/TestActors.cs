using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Swallows everything.</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>What to make it from.</summary>
    public static Props Props { get; } = Props.Create<BlackHoleActor>();

    /// <inheritdoc/>
    protected override bool Receive(object message) => true;
}

/// <summary>Sends everything to the test actor, and back to its sender.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>Holds its arguments.</summary>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true)
    {
        ReceiveAny(message =>
        {
            var sender = Sender;
            testkit.TestActor.Forward(message);
            if (echoBackToSenderAsWell
                && !sender.Equals(testkit.TestActor)
                && !sender.Equals(Context.System.DeadLetters))
            {
                sender.Tell(message, Self);
            }
        });
    }

    /// <summary>What to make it from.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Akka.Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}

/// <summary>Sends everything back.</summary>
public class SimpleEchoActor : ReceiveActor
{
    /// <summary>Adds the handler.</summary>
    public SimpleEchoActor()
    {
        ReceiveAny(message => Sender.Tell(message, Self));
    }

    /// <summary>What to make it from.</summary>
    public static Props Props() => Akka.Actor.Props.Create<SimpleEchoActor>();
}

/// <summary>Passes everything on.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>Holds its argument.</summary>
    public ForwardActor(IActorRef target)
    {
        ReceiveAny(target.Forward);
    }

    /// <summary>What to make it from.</summary>
    public static Props Props(IActorRef target) => Akka.Actor.Props.Create(() => new ForwardActor(target));
}

/// <summary>Handles nothing.</summary>
public class UnhandledMessageActor : ReceiveActor
{
}

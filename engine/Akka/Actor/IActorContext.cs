using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>A behaviour: says whether it handled a message.</summary>
public delegate bool Receive(object message);

/// <summary>A behaviour that handles every message it is given.</summary>
public delegate void UntypedReceive(object message);

/// <summary>Makes actors and looks them up.</summary>
public interface IActorRefFactory
{
    /// <summary>Makes an actor; without a name it gets one that begins with a dollar sign.</summary>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Looks actors up by path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>Looks actors up by path, absolute or relative; <c>*</c> and <c>?</c> match names.</summary>
    ActorSelection ActorSelection(string actorPath);
}

/// <summary>Watches actors for their end.</summary>
public interface ICanWatch
{
    /// <summary>Asks for a <see cref="Terminated"/> when the subject is gone.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for a message of one's own when the subject is gone.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Ends a watch; a notice that is already in the mailbox is dropped too.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor sees of the system around it.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor itself.</summary>
    IActorRef Self { get; }

    /// <summary>What the actor was made from.</summary>
    Props Props { get; }

    /// <summary>The sender of the message being handled.</summary>
    IActorRef Sender { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>The parent.</summary>
    IActorRef Parent { get; }

    /// <summary>What runs the actor.</summary>
    MessageDispatcher Dispatcher { get; }

    /// <summary>The receive timeout, if one is set.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Replaces the behaviour on top of the stack.</summary>
    void Become(Receive receive);

    /// <summary>Puts a behaviour on the stack.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Goes back to the behaviour below.</summary>
    void UnbecomeStacked();

    /// <summary>The child of that name, or <see cref="Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>All children.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Asks for a <see cref="Actor.ReceiveTimeout"/> after silence, or ends it with null.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops an actor.</summary>
    void Stop(IActorRef child);
}

/// <summary>The context of an <see cref="UntypedActor"/>.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Replaces the behaviour on top of the stack.</summary>
    void Become(UntypedReceive receive);

    /// <summary>Puts a behaviour on the stack.</summary>
    void BecomeStacked(UntypedReceive receive);
}

/// <summary>An actor as the runtime sees it.</summary>
public interface IInternalActor
{
    /// <summary>The context of the actor.</summary>
    IActorContext ActorContext { get; }
}

/// <summary>An actor that needs a call after its constructor.</summary>
internal interface IInitializableActor
{
    /// <summary>Called once, after the constructor and before anything else.</summary>
    void Init();
}

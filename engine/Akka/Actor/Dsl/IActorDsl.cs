namespace Akka.Actor.Dsl;

/// <summary>
/// What a small actor is described with. Used while the actor is made, and by its handlers, on the thread that runs
/// the actor; nowhere else.
/// </summary>
public interface IActorDsl
{
    /// <summary>Replaces what is done after a restart; null leaves it.</summary>
    Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <summary>Replaces what is done before a restart, with the message that failed; null leaves it.</summary>
    Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <summary>Replaces what is done after the end; null leaves it.</summary>
    Action<IActorContext>? OnPostStop { get; set; }

    /// <summary>Replaces what is done before the first message; null leaves it.</summary>
    Action<IActorContext>? OnPreStart { get; set; }

    /// <summary>How failures of children are handled; null leaves the default.</summary>
    SupervisorStrategy? Strategy { get; set; }

    /// <summary>Handles messages of a type.</summary>
    void Receive<T>(Action<T, IActorContext> handler);

    /// <summary>Handles messages of a type that a predicate accepts.</summary>
    void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler);

    /// <summary>Handles messages of a type that a predicate accepts.</summary>
    void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle);

    /// <summary>Handles what no handler before took; no handler can be added after it.</summary>
    void ReceiveAny(Action<object, IActorContext> handler);

    /// <summary>Handles messages of a type, and takes no other message until the task is done.</summary>
    void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null);

    /// <summary>Handles messages of a type, and takes no other message until the task is done.</summary>
    void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler);

    /// <summary>Handles what no handler before took, and takes no other message until the task is done.</summary>
    void ReceiveAnyAsync(Func<object, IActorContext, Task> handler);

    /// <summary>Does what an actor does before a restart when nothing else was asked for.</summary>
    void DefaultPreRestart(Exception reason, object message);

    /// <summary>Does what an actor does after a restart when nothing else was asked for.</summary>
    void DefaultPostRestart(Exception reason);

    /// <summary>Does what an actor does before its first message when nothing else was asked for.</summary>
    void DefaultPreStart();

    /// <summary>Does what an actor does after its end when nothing else was asked for.</summary>
    void DefaultPostStop();

    /// <summary>Replaces the behaviour.</summary>
    void Become(Action<object, IActorContext> handler);

    /// <summary>Puts a behaviour on top of the present one.</summary>
    void BecomeStacked(Action<object, IActorContext> handler);

    /// <summary>Goes back to the behaviour below.</summary>
    void UnbecomeStacked();

    /// <summary>Makes a child that is described in the same way.</summary>
    IActorRef ActorOf(Action<IActorDsl> config, string? name = null);
}

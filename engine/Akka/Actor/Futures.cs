using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Asks: a message out, and a task for the answer.</summary>
public static class Futures
{
    /// <summary>Asks, and waits as long as given, or as <c>akka.actor.ask-timeout</c> says.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Asks, and waits until cancelled.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <summary>Asks, and waits as long as given or until cancelled.</summary>
    public static Task<object> Ask(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Asks for an answer of a type.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Asks for an answer of a type, and waits until cancelled.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>Asks for an answer of a type, and waits as long as given or until cancelled.</summary>
    public static Task<T> Ask<T>(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = Begin<T>(self, timeout, cancellationToken, out var sender);
        sender.DeliverAsk(message, self);
        return result;
    }

    /// <summary>Asks with a message that holds the reference to answer to.</summary>
    public static Task<T> Ask<T>(
        this ICanTell self,
        Func<IActorRef, object> messageFactory,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        var result = Begin<T>(self, timeout, cancellationToken, out var sender);
        sender.DeliverAsk(messageFactory(sender), self);
        return result;
    }

    internal static IActorRefProvider? ProviderOf(ICanTell target) => target switch
    {
        ActorSelection selection => ProviderOf(selection.Anchor),
        IInternalActorRef internalRef => internalRef.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };

    private static Task<T> Begin<T>(
        ICanTell self, TimeSpan? timeout, CancellationToken cancellationToken, out AskActorRef<T> sender)
    {
        var provider = ProviderOf(self)
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        sender = new AskActorRef<T>(result, provider, timeout ?? provider.Settings.AskTimeout);
        sender.Begin(cancellationToken);
        return result.Task;
    }
}

/// <summary>Stops actors and waits for their end.</summary>
public static class GracefulStopSupport
{
    /// <summary>
    /// Sends <see cref="PoisonPill"/> and completes when the actor is gone; cancelled after the timeout.
    /// </summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) =>
        GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>Sends a message and completes when the actor is gone; cancelled after the timeout.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        using var source = new CancellationTokenSource(timeout);
        var gone = target.WatchAsync(source.Token);
        target.Tell(stopMessage, ActorRefs.NoSender);
        return await gone.ConfigureAwait(false);
    }
}

/// <summary>Waits for the end of actors.</summary>
public static class WatchAsyncSupport
{
    /// <summary>Completes when the actor is gone: true if it was there, false if it never was.</summary>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef { } subject)
        {
            throw new InvalidOperationException($"{target} is not an {nameof(IInternalActorRef)}");
        }

        var result = new TaskCompletionSource<Terminated>(TaskCreationOptions.RunContinuationsAsynchronously);
        var watcher = new FutureActorRef<Terminated>(result, subject.Provider);
        using var registration = token.Register(() => result.TrySetCanceled(token));
        subject.SendSystemMessage(new Watch(subject, watcher));
        try
        {
            var terminated = await result.Task.ConfigureAwait(false);
            return terminated.ActorRef.Path.Equals(target.Path);
        }
        finally
        {
            subject.SendSystemMessage(new Unwatch(subject, watcher));
            watcher.Unregister();
        }
    }
}

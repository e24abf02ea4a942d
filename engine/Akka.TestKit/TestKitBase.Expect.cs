using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects a message of a type.</summary>
    public T ExpectMsg<T>(
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(duration, hint, cancellationToken);
        return (T)envelope.Message;
    }

    /// <summary>Expects a message equal to one.</summary>
    public T ExpectMsg<T>(
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        var typed = (T)envelope.Message;
        Assertions.AssertEqual(message, typed, "{0}", hint ?? string.Empty);
        return typed;
    }

    /// <summary>Expects a message that a predicate accepts.</summary>
    public T ExpectMsg<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        var typed = (T)envelope.Message;
        CheckPredicate(isMessage(typed), typed, hint);
        return typed;
    }

    /// <summary>Expects a message that passes assertions.</summary>
    public T ExpectMsg<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        var typed = (T)envelope.Message;
        assert(typed);
        return typed;
    }

    /// <summary>Expects a message and a sender that a predicate accepts.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        var typed = (T)envelope.Message;
        CheckPredicate(isMessageAndSender(typed, envelope.Sender), typed, hint);
        return typed;
    }

    /// <summary>Expects a message and a sender that pass assertions.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        var typed = (T)envelope.Message;
        assertMessageAndSender(typed, envelope.Sender);
        return typed;
    }

    /// <summary>Expects a message that a comparer finds equal.</summary>
    public T ExpectMsg<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        var typed = (T)envelope.Message;
        Assertions.AssertEqual(expected, typed, comparer, "{0}", hint ?? string.Empty);
        return typed;
    }

    /// <summary>Expects a message of a type from a sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        TimeSpan? duration = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(duration, hint, cancellationToken);
        CheckSender(sender, envelope, hint);
        return (T)envelope.Message;
    }

    /// <summary>Expects a message from a sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        T message,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        CheckSender(sender, envelope, hint);
        var typed = (T)envelope.Message;
        Assertions.AssertEqual(message, typed, "{0}", hint ?? string.Empty);
        return typed;
    }

    /// <summary>Expects a message that a predicate accepts from a sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        CheckSender(sender, envelope, hint);
        var typed = (T)envelope.Message;
        CheckPredicate(isMessage(typed), typed, hint);
        return typed;
    }

    /// <summary>Expects a message that passes assertions from a sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        CheckSender(sender, envelope, hint);
        var typed = (T)envelope.Message;
        assertMessage(typed);
        return typed;
    }

    private MessageEnvelope NextOf<T>(TimeSpan? timeout, string? hint, CancellationToken token)
    {
        var limit = RemainingOrDilated(timeout);
        var success = TryReceiveOne(out var envelope, limit, token);
        CheckType<T>(success, envelope, limit, hint);
        return envelope;
    }
}

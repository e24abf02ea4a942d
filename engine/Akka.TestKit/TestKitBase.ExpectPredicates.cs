using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects as many messages as there are predicates: each predicate accepts one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        CheckPredicates(predicates, ReceiveN(predicates.Length));

    /// <summary>Expects as many messages as there are predicates: each predicate accepts one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        CheckPredicates(predicates, ReceiveN(predicates.Count, cancellationToken));

    /// <summary>Expects in time as many messages as there are predicates, one for each.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, params PredicateInfo[] predicates) =>
        CheckPredicates(predicates, ReceiveN(predicates.Length, max));

    /// <summary>Expects in time as many messages as there are predicates, one for each.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        CheckPredicates(predicates, ReceiveN(predicates.Count, max, cancellationToken));

    /// <summary>Expects as many messages as there are predicates: each predicate accepts one of them.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllPredicatesAsync(predicates, ReceiveNAsync(predicates.Count, cancellationToken), cancellationToken);

    /// <summary>Expects in time as many messages as there are predicates, one for each.</summary>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllPredicatesAsync(predicates, ReceiveNAsync(predicates.Count, max, cancellationToken), cancellationToken);

    /// <summary>Expects a message that a predicate accepts, from a sender that another accepts.</summary>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        CheckFrom(NextOf<T>(timeout, hint, cancellationToken), isSender, isMessage, hint);

    /// <summary>Expects a message and a sender that pass assertions, the sender's first.</summary>
    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = NextOf<T>(timeout, hint, cancellationToken);
        assertSender(envelope.Sender);
        assertMessage((T)envelope.Message);
        return (T)envelope.Message;
    }

    /// <summary>Expects a message that a predicate accepts, from a sender that another accepts.</summary>
    public async ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        CheckFrom(await NextOfAsync<T>(timeout, hint, cancellationToken), isSender, isMessage, hint);

    /// <summary>Expects a message and a sender that pass assertions, the sender's first.</summary>
    public async ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default)
    {
        var envelope = await NextOfAsync<T>(timeout, hint, cancellationToken);
        assertSender(envelope.Sender);
        assertMessage((T)envelope.Message);
        return (T)envelope.Message;
    }

    private T CheckFrom<T>(
        MessageEnvelope envelope, Predicate<IActorRef> isSender, Predicate<T> isMessage, string? hint)
    {
        Assertions.AssertTrue(
            isSender(envelope.Sender), "The sender {0} was refused. {1}", envelope.Sender, hint ?? string.Empty);
        var typed = (T)envelope.Message;
        CheckPredicate(isMessage(typed), typed, hint);
        return typed;
    }

    private IReadOnlyCollection<object> CheckPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, IReadOnlyCollection<object> received)
    {
        var unmet = predicates.Where(p => !received.Any(p.Accepts)).Select(p => p.Type).ToArray();
        var others = received.Where(m => !predicates.Any(p => p.Accepts(m))).ToArray();
        Assertions.AssertTrue(
            unmet.Length == 0 && others.Length == 0,
            "no message for the predicates of {0}, found unexpected {1}", Text(unmet), Text(others));
        return received;
    }

    private async IAsyncEnumerable<object> AllPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates,
        IAsyncEnumerable<object> messages,
        [EnumeratorCancellation] CancellationToken token)
    {
        var received = new List<object>();
        await foreach (var message in messages.WithCancellation(token))
        {
            received.Add(message);
        }

        foreach (var each in CheckPredicates(predicates, received))
        {
            yield return each;
        }
    }
}

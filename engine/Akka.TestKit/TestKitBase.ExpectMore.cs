using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects the end of an actor.</summary>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default)
    {
        var terminated = ExpectMsg<Terminated>(timeout, hint, cancellationToken);
        CheckTerminated(target, terminated, hint);
        return terminated;
    }

    /// <summary>Expects the end of an actor.</summary>
    public async ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default)
    {
        var terminated = await ExpectMsgAsync<Terminated>(timeout, hint, cancellationToken);
        CheckTerminated(target, terminated, hint);
        return terminated;
    }

    /// <summary>Expects silence for what is left of the enclosing <c>Within</c>, or for the default time.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        ExpectSilence(RemainingOrDefault, cancellationToken);

    /// <summary>Expects silence.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectSilence(Dilated(duration), cancellationToken);

    /// <summary>Expects silence.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Expects silence for what is left of the enclosing <c>Within</c>, or for the default time.</summary>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        ExpectSilenceAsync(RemainingOrDefault, cancellationToken);

    /// <summary>Expects silence.</summary>
    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectSilenceAsync(Dilated(duration), cancellationToken);

    /// <summary>Expects silence.</summary>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Expects one of several messages.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var expected = messages.ToArray();
        return ExpectMsg<T>(
            m => expected.Contains(m), hint: $"one of {Text(expected)}", cancellationToken: cancellationToken);
    }

    /// <summary>Expects one of several messages.</summary>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var expected = messages.ToArray();
        return ExpectMsgAsync<T>(
            m => expected.Contains(m), hint: $"one of {Text(expected)}", cancellationToken: cancellationToken);
    }

    /// <summary>Expects all of several messages, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        CheckAll(messages, ReceiveN(messages.Length));

    /// <summary>Expects all of several messages, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        CheckAll(messages, ReceiveN(messages.Count, cancellationToken));

    /// <summary>Expects all of several messages in time, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        CheckAll(messages, ReceiveN(messages.Length, max));

    /// <summary>Expects all of several messages in time, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        CheckAll(messages, ReceiveN(messages.Count, max, cancellationToken));

    /// <summary>Expects all of several messages, in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOfAsync(messages, ReceiveNAsync(messages.Count, cancellationToken), cancellationToken);

    /// <summary>Expects all of several messages in time, in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOfAsync(messages, ReceiveNAsync(messages.Count, max, cancellationToken), cancellationToken);

    /// <summary>Has the test actor watch an actor.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new TestKit.TestActor.Watch(Plain(actorToWatch)), ActorRefs.NoSender);
        return actorToWatch;
    }

    /// <summary>Has the test actor watch an actor.</summary>
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Task.FromResult(Watch(actorToWatch));

    /// <summary>Has the test actor end a watch.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new TestKit.TestActor.Unwatch(Plain(actorToUnwatch)), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    /// <summary>Has the test actor end a watch.</summary>
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Task.FromResult(Unwatch(actorToUnwatch));

    /// <summary>Drops the messages that a function accepts.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => TestActor.Tell(
        new TestKit.TestActor.SetIgnore(m => shouldIgnoreMessage(m)), ActorRefs.NoSender);

    /// <summary>Drops the messages of a type that a function accepts.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(m => m is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Drops the messages of a type.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(static m => m is TMsg);

    /// <summary>Drops no messages any more.</summary>
    public void IgnoreNoMessages() =>
        TestActor.Tell(new TestKit.TestActor.SetIgnore(null), ActorRefs.NoSender);

    /// <summary>Has a pilot handle what the test actor receives.</summary>
    public void SetAutoPilot(AutoPilot pilot) =>
        TestActor.Tell(new TestKit.TestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    private static IActorRef Plain(IActorRef reference) => reference is TestProbe probe ? probe.Ref : reference;

    private static string Text<T>(IEnumerable<T> items) => $"[{string.Join(", ", items)}]";

    private void ExpectSilence(TimeSpan time, CancellationToken token)
    {
        var got = TryReceiveOne(out var envelope, time, token);
        CheckSilence(got, envelope, time);
    }

    private async ValueTask ExpectSilenceAsync(TimeSpan time, CancellationToken token)
    {
        var (got, envelope) = await TryReceiveOneAsync(time, token);
        CheckSilence(got, envelope, time);
    }

    private void CheckSilence(bool got, MessageEnvelope envelope, TimeSpan time)
    {
        if (got)
        {
            Assertions.Fail("Failed: Expected no messages during {0}, instead we received {1}", time, envelope);
        }

        _lastWasNoMsg = true;
    }

    private void CheckType<T>(bool success, MessageEnvelope envelope, TimeSpan limit, string? hint)
    {
        var suffix = string.IsNullOrEmpty(hint) ? string.Empty : $". Hint: {hint}";
        if (!success)
        {
            Assertions.Fail(
                "Failed: Timeout {0} while waiting for a message of type {1}{2}", limit, typeof(T), suffix);
        }
        else if (envelope.Message is not T)
        {
            Assertions.Fail(
                "Failed: Expected a message of type {0}, but received {{{1}}} (type {2}) instead from {3}{4}",
                typeof(T), envelope.Message, envelope.Message.GetType(), envelope.Sender, suffix);
        }
    }

    private void CheckPredicate<T>(bool accepted, T message, string? hint) => Assertions.AssertTrue(
        accepted, "Got a message of the expected type <{2}>. Also expected {0} but the message {{{1}}} was refused",
        hint ?? "the predicate to return true", message!, typeof(T).FullName!);

    private void CheckSender(IActorRef sender, MessageEnvelope envelope, string? hint) => Assertions.AssertTrue(
        Plain(sender).Equals(envelope.Sender), "Expected a message from {0} but it was from {1}. {2}",
        sender, envelope.Sender, hint ?? string.Empty);

    private void CheckTerminated(IActorRef target, Terminated terminated, string? hint) => Assertions.AssertEqual(
        Plain(target), terminated.ActorRef, (a, b) => a.Equals(b), "{0}", hint ?? string.Empty);

    private T[] CheckAll<T>(IReadOnlyCollection<T> expected, IReadOnlyCollection<object> received)
    {
        var missing = expected.Where(e => !received.Any(r => Equals(r, e))).ToArray();
        var others = received.Where(r => !expected.Any(e => Equals(r, e))).ToArray();
        Assertions.AssertTrue(
            missing.Length == 0 && others.Length == 0,
            "not found {0}, found unexpected {1}", Text(missing), Text(others));
        return received.Cast<T>().ToArray();
    }

    private async IAsyncEnumerable<T> AllOfAsync<T>(
        IReadOnlyCollection<T> expected,
        IAsyncEnumerable<object> messages,
        [EnumeratorCancellation] CancellationToken token)
    {
        var received = new List<object>();
        await foreach (var message in messages.WithCancellation(token))
        {
            received.Add(message);
        }

        foreach (var each in CheckAll(expected, received))
        {
            yield return each;
        }
    }
}

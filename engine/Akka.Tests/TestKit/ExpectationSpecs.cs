using System.Collections;
using Akka.Actor;
using Akka.TestKit;
using Xunit.Sdk;

namespace Akka.Tests.TestKit;

/// <summary>The expectations that judge by predicates, and those that take rows of messages.</summary>
public class ExpectationSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Each_of_several_predicates_accepts_one_of_the_messages()
    {
        PredicateInfo[] predicates =
        [
            PredicateInfo.Create<int>(i => i > 1), new Predicate<string>(s => s == "a").CreatePredicateInfo(),
        ];
        Tell("a", 2);
        Assert.Equal(["a", 2], ExpectMsgAllOfMatchingPredicates(predicates));
        Tell(3, "a");
        Assert.Equal([3, "a"], await ToListAsync(ExpectMsgAllOfMatchingPredicatesAsync(predicates)));
        Tell(1, "a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOfMatchingPredicates(predicates));
        Tell("b", 2);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOfMatchingPredicates(TimeSpan.FromSeconds(3), predicates));
    }

    [Fact]
    public void A_predicate_for_a_type_can_come_as_any_delegate()
    {
        Delegate large = new Func<int, bool>(i => i > 100);
        var info = large.CreatePredicateInfo<int>();
        Assert.Equal(typeof(int), info.Type);
        Tell(101);
        ExpectMsgAllOfMatchingPredicates(info);
    }

    [Fact]
    public async Task Sender_and_message_are_judged_by_predicates_and_assertions()
    {
        var probe = CreateTestProbe();
        probe.Send(TestActor, 1);
        Assert.Equal(1, ExpectMsgFrom<int>(s => s.Equals(probe.Ref), i => i == 1));
        probe.Send(TestActor, 2);
        await ExpectMsgFromAsync<int>(s => Assert.Equal(probe.Ref, s), i => Assert.Equal(2, i));
        probe.Send(TestActor, 3);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgFrom<int>(s => s.Equals(TestActor), i => i == 3));
        probe.Send(TestActor, 4);
        await Assert.ThrowsAnyAsync<XunitException>(
            async () => await ExpectMsgFromAsync<int>(s => s.Equals(probe.Ref), i => i == 3));
    }

    [Fact]
    public async Task A_row_ends_with_the_first_message_that_the_predicate_refuses_and_leaves_it()
    {
        Tell(1, "skipped", 2, 3, "left");
        Assert.Equal([1, 2], await ToListAsync(ReceiveWhileAsync<int>(i => i < 3)));
        ExpectMsg(3);
        Assert.Equal(["left"], await ToListAsync(ReceiveWhileAsync<string>(
            null, TimeSpan.FromMilliseconds(50), m => m as string)));
    }

    [Fact]
    public void A_row_of_values_is_bounded_by_its_count()
    {
        Tell(1, 2, 3);
        Assert.Equal([1, 2], ReceiveWhile(null, m => (int)m, msgs: 2));
        ExpectMsg(3);
    }

    [Fact]
    public async Task Silence_is_waited_for_and_what_came_before_is_returned()
    {
        Tell(1, 2);
        var before = await WaitForRadioSilenceAsync(TimeSpan.FromMilliseconds(50));
        Assert.Equal(new ArrayList { 1, 2 }, before);
        Tell(1, 2, 3);
        await Assert.ThrowsAnyAsync<XunitException>(
            () => WaitForRadioSilenceAsync(TimeSpan.FromSeconds(1), maxMessages: 2));
    }

    [Fact]
    public async Task Fishing_notes_what_it_skips_and_fails_when_nothing_fits()
    {
        Tell("a", 1, 2);
        var skipped = new ArrayList();
        Assert.Equal(2, FishForMessage<int>(i => i == 2, skipped));
        Assert.Equal(new ArrayList { "a", 1 }, skipped);
        Tell("b", 5.0);
        await FishUntilMessageAsync<double>();
        Tell("c");
        Assert.ThrowsAny<XunitException>(() => FishForMessage(m => m is int, TimeSpan.FromMilliseconds(50)));
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task A_condition_that_never_holds_is_told_to_the_callback()
    {
        var failures = new List<string>();
        var short_ = TimeSpan.FromMilliseconds(20);
        Assert.False(InternalAwaitCondition(() => false, short_, null, (f, _) => failures.Add(f)));
        Assert.False(await InternalAwaitConditionAsync(
            () => Task.FromResult(false), short_, null, (f, a) => failures.Add(f + a.Length), Log));
        Assert.Equal(2, failures.Count);
        Assert.True(InternalAwaitCondition(() => true, short_, null, (f, _) => failures.Add(f), Log));
        Assert.Equal(2, failures.Count);
    }

    [Fact]
    public void A_block_has_what_is_left_of_the_block_around_it()
    {
        Within(TimeSpan.FromSeconds(30), () =>
        {
            Within(TimeSpan.FromSeconds(60), () => Assert.InRange(
                Remaining, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30)));
            Within(TimeSpan.FromSeconds(2), () => Assert.InRange(
                RemainingOrDefault, TimeSpan.Zero, TimeSpan.FromSeconds(2)));
            Assert.True(Remaining <= TimeSpan.FromSeconds(30));
        });
        Assert.Throws<InvalidOperationException>(() => Remaining);
        Assert.Equal(TimeSpan.FromSeconds(3), RemainingOrDefault);
    }

    [Fact]
    public void A_block_that_ends_too_early_fails_and_one_that_ends_in_silence_is_not_late()
    {
        Assert.ThrowsAny<XunitException>(
            () => Within(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), () => { }));
        Within(TimeSpan.FromMilliseconds(20), () => ExpectNoMsg());
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private void Tell(params object[] messages)
    {
        foreach (var message in messages)
        {
            TestActor.Tell(message);
        }
    }
}

using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Tests.Journal;

/// <summary>Two writers of one persistence id, as a replay sees them.</summary>
public sealed class ReplayFilterSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly ReplayedMessage[] Clean = [Of("A", 1), Of("A", 2), Of("B", 3), Of("B", 4)];

    // B took over after 2, and A did not notice.
    private static readonly ReplayedMessage[] OldWriterGoesOn =
        [Of("A", 1), Of("A", 2), Of("B", 3), Of("A", 3), Of("B", 4)];

    // A wrote 3 before B started at 3.
    private static readonly ReplayedMessage[] NewWriterOverlaps =
        [Of("A", 1), Of("A", 2), Of("A", 3), Of("B", 3), Of("B", 4)];

    [Theory]
    [InlineData(ReplayFilterMode.RepairByDiscardOld)]
    [InlineData(ReplayFilterMode.Fail)]
    [InlineData(ReplayFilterMode.Warn)]
    [InlineData(ReplayFilterMode.Disabled)]
    public void A_clean_replay_passes_unchanged_and_ends_the_filter(ReplayFilterMode mode) =>
        Expect(mode, 2, Clean, [.. Clean, new RecoverySuccess(4)]);

    [Fact]
    public void Repair_leaves_out_what_an_old_writer_wrote_later() => Expect(
        ReplayFilterMode.RepairByDiscardOld,
        2,
        OldWriterGoesOn,
        [Of("A", 1), Of("A", 2), Of("B", 3), Of("B", 4), new RecoverySuccess(4)]);

    [Fact]
    public void Repair_leaves_out_what_a_new_writer_replaced_while_it_is_held_back() => Expect(
        ReplayFilterMode.RepairByDiscardOld,
        10,
        NewWriterOverlaps,
        [Of("A", 1), Of("A", 2), Of("B", 3), Of("B", 4), new RecoverySuccess(4)]);

    [Fact]
    public void Repair_leaves_out_what_comes_too_late_of_one_writer() => Expect(
        ReplayFilterMode.RepairByDiscardOld,
        10,
        [Of("A", 1), Of("A", 3), Of("A", 2)],
        [Of("A", 1), Of("A", 3), new RecoverySuccess(4)]);

    [Fact]
    public void A_warning_changes_nothing() =>
        Expect(ReplayFilterMode.Warn, 10, OldWriterGoesOn, [.. OldWriterGoesOn, new RecoverySuccess(4)]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fail_ends_the_recovery(bool overlaps)
    {
        var filter = Start(ReplayFilterMode.Fail, 100, overlaps ? NewWriterOverlaps : OldWriterGoesOn);

        ExpectMsg<ReplayMessagesFailure>();
        filter.Tell(new RecoverySuccess(4));
        ExpectTerminated(filter);
    }

    private static ReplayedMessage Of(string writer, long nr) =>
        new(new Persistent($"{writer}-{nr}", nr, "p", writerGuid: writer));

    private IActorRef Start(ReplayFilterMode mode, int window, ReplayedMessage[] replay)
    {
        var filter = Watch(Sys.ActorOf(ReplayFilter.Props(TestActor, mode, window, 10, debugEnabled: true)));
        foreach (var message in replay)
        {
            filter.Tell(message);
        }

        return filter;
    }

    private void Expect(ReplayFilterMode mode, int window, ReplayedMessage[] replay, object[] expected)
    {
        var filter = Start(mode, window, replay);
        filter.Tell(new RecoverySuccess(4));
        foreach (var message in expected)
        {
            ExpectMsg(message);
        }

        ExpectTerminated(filter);
    }
}

using Microsoft.Data.Sqlite;
using WhaleStack.Actors.Tests.Support;

namespace WhaleStack.Actors.Tests.Whole;

/// <summary>The journal goes away in the middle of a run, and comes back.</summary>
public sealed class JournalAwaySpecs
{
    // The breaker opens within the time that the journal is away, and must let the run go on soon after.
    private const string QuickBreaker = """
        akka.persistence.journal.sqlite.circuit-breaker.reset-timeout = 500ms
        akka.persistence.journal.sqlite.circuit-breaker.call-timeout = 2s
        akka.persistence.snapshot-store.sqlite.circuit-breaker.reset-timeout = 500ms
        """;

    private const int StepsBefore = 100;

    [Fact]
    public Task A_disk_that_is_full_stops_the_run_and_room_on_it_lets_it_go_on_to_the_same_fills() =>
        InterruptAsync(smallDisk: true, journal => journal.TakeAway());

    [Fact]
    public Task A_table_that_is_gone_stops_the_run_and_its_return_lets_it_go_on_to_the_same_fills() =>
        InterruptAsync(smallDisk: false, journal => journal.TakeAway());

    [Fact]
    public Task A_database_locked_by_another_program_stops_the_run_and_its_release_lets_it_go_on() =>
        InterruptAsync(smallDisk: false, Lock);

    private static Undo Lock(TempJournal journal)
    {
        var other = journal.Open();
        Execute(other, "PRAGMA busy_timeout = 5000");
        Execute(other, "BEGIN IMMEDIATE");
        return new Undo(() =>
        {
            Execute(other, "ROLLBACK");
            other.Dispose();
        });
    }

    private static async Task InterruptAsync(bool smallDisk, Func<TempJournal, IDisposable> takeAway)
    {
        var channel = new ListChannel();
        var expected = await Undisturbed.OutcomeAsync();
        using var interrupted = new TempJournal(smallDisk);
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hit = await TradingNode.StartAsync(
            interrupted,
            i => Given.Setup(i, Undisturbed.Steps, channel).WithGate(Undisturbed.Steps, StepsBefore, away.Task),
            QuickBreaker);
        await hit.StepsAsync(StepsBefore);
        Messages.Clock.Watermark? stoodAt;
        using (takeAway(interrupted))
        {
            away.SetResult();
            // The first complaint may be about the step that was under way; another proves that it stays away.
            await hit.UntilAsync(() => Complaints(hit) >= 2, "complaints about the journal");
            Assert.False(hit.Completed);
            stoodAt = hit.LastStep;
            var complaints = Complaints(hit);
            await hit.UntilAsync(() => Complaints(hit) > complaints, "further complaints");
            Assert.Equal(stoodAt, hit.LastStep);
        }

        await hit.CompletedAsync();

        await hit.AssertSameAsAsync(expected, interrupted, channel);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static int Complaints(TradingNode node) => node.Log.Count(line =>
        line.StartsWith("Error", StringComparison.Ordinal)
        && (line.Contains("the journal could not take", StringComparison.Ordinal)
            || line.Contains("cannot be recovered", StringComparison.Ordinal)));
}

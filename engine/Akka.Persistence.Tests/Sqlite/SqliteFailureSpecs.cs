using System.Globalization;
using Akka.Actor;
using Akka.Persistence.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Tests.Sqlite;

/// <summary>What can go wrong with a file.</summary>
public sealed class SqliteFailureSpecs : SqlContract
{
    private readonly ScratchDirectory _scratch;

    public SqliteFailureSpecs()
        : this(new SqliteStore())
    {
    }

    private SqliteFailureSpecs(SqliteStore store)
        : base(store) => _scratch = store.Scratch;

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_when_the_process_dies()
    {
        Keep("survivor", Enumerable.Range(1, 20).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToArray());

        // The files as a killed process leaves them: nothing is closed, nothing is checkpointed.
        var image = Directory.CreateDirectory(_scratch.File("image"));
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(_scratch.File("journal.db" + suffix), Path.Combine(image.FullName, "journal.db" + suffix));
        }

        var copy = Storage.Sqlite("Data Source=" + Path.Combine(image.FullName, "journal.db"));
        await Elsewhere("survivor", (_, probe) => Assert.Equal(21, probe.ReceiveN(21, Patience).Count), copy);
    }

    [Fact]
    public void A_locked_database_fails_the_write_by_name_and_later_writes_succeed()
    {
        var unlucky = Watch(StartOne("unlucky"));
        var later = StartOne("later");
        ReceiveN(2, Patience);
        using (var connection = (SqliteConnection)Sql.Open())
        {
            using var held = connection.BeginTransaction(deferred: false);
            unlucky.Tell("1");
            var failure = ExpectMsg<PersistFailed>(Patience);
            Assert.Contains("locked", failure.Cause.Message, StringComparison.Ordinal);
            Assert.Contains(Sql.Name, failure.Cause.Message, StringComparison.Ordinal);
            ExpectTerminated(unlucky, Patience);
        }

        later.Tell("1");

        ExpectMsg("stored 1", Patience);
    }

    [Fact]
    public async Task A_read_only_database_can_be_recovered_from_and_fails_writes_by_name()
    {
        Keep("reader", "1");
        var readOnly = Storage.Sqlite(_scratch.ConnectionString + ";Mode=ReadOnly");
        await Elsewhere(
            "reader",
            (actor, probe) =>
            {
                Assert.Equal(new Noted("1"), probe.ExpectMsg<Recovered>(Patience).Message);
                Assert.Equal(RecoveryCompleted.Instance, probe.ExpectMsg<Recovered>(Patience).Message);

                actor.Tell("2");

                var failure = probe.ExpectMsg<PersistFailed>(Patience);
                Assert.Contains("read-only", failure.Cause.Message, StringComparison.Ordinal);
            },
            readOnly);
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_is_named()
    {
        var missing = Storage.Sqlite("Data Source=" + Path.Combine(_scratch.Path, "missing", "x.db"));
        await Elsewhere(
            "a",
            (_, probe) => Assert.Contains(
                "does its directory exist",
                probe.ExpectMsg<RecoveryFailed>(Patience).Cause.Message,
                StringComparison.Ordinal),
            missing);
    }
}

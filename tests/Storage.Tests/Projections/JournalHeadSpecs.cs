using System.Data.Common;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Projections;
using WhaleStack.Storage.Tests.Databases;

namespace WhaleStack.Storage.Tests.Projections;

[Collection(PostgreSqlCollection.Name)]
public sealed class JournalHeadSpecs(PostgreSqlFixture server)
{
    private static readonly BroadcastEvents.MessageSent Sent = new("m-1");

    [Fact]
    public void An_event_that_commits_late_is_waited_for()
    {
        var database = NewDatabase();
        using var late = new JournalWriter(database);
        using var early = new JournalWriter(database);
        using var connection = database.Open();
        var head = new JournalHead(database);

        early.Write("early", 1, Sent);
        Assert.Equal(1, head.Advance(connection));
        late.Begin();
        late.Write("late", 1, Sent);
        Assert.Equal(3, early.Write("early", 2, Sent));

        Assert.Equal(1, head.Advance(connection));
        Assert.Equal(1, head.Advance(connection));
        late.End(commit: true);
        Assert.Equal(3, head.Advance(connection));
    }

    [Fact]
    public void The_younger_transaction_with_the_lower_number_is_waited_for_too()
    {
        // Its id lies above that of the one that commits first: comparing ids would pass over it.
        var database = NewDatabase();
        using var older = new JournalWriter(database);
        using var younger = new JournalWriter(database);
        using var connection = database.Open();
        var head = new JournalHead(database);

        older.Begin();
        older.TakeId();
        younger.Begin();
        younger.TakeId();
        Assert.Equal(1, younger.Write("younger", 1, Sent));
        Assert.Equal(2, older.Write("older", 1, Sent));
        older.End(commit: true);

        Assert.Equal(0, head.Advance(connection));
        younger.End(commit: true);
        Assert.Equal(2, head.Advance(connection));
    }

    [Fact]
    public void Writers_that_never_rest_do_not_hold_it_back()
    {
        var database = NewDatabase();
        using var one = new JournalWriter(database);
        using var two = new JournalWriter(database);
        using var connection = database.Open();
        var head = new JournalHead(database);
        one.Begin();
        one.Write("one", 1, Sent);
        for (var i = 2; i < 20; i += 2)
        {
            two.Begin();
            two.Write("two", i, Sent);
            one.End(commit: true); // One of the two is always open.
            head.Advance(connection);
            one.Begin();
            one.Write("one", i, Sent);
            two.End(commit: true);
            head.Advance(connection);
        }

        Assert.InRange(head.Position, 14, 18);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_three_writers_do_each_committed_event_is_read_once(int seed)
    {
        var database = NewDatabase();
        var random = new Random(seed);
        var writers = Enumerable.Range(0, 3).Select(_ => new JournalWriter(database)).ToList();
        using var connection = database.Open();
        var reader = new Follower(database, connection);
        var committed = new List<long>();
        var open = writers.Select(_ => new List<long>()).ToList();
        for (var step = 1; step <= 400; step++)
        {
            var i = random.Next(writers.Count);
            Step(random, writers[i], open[i], committed, step);
            if (random.Next(3) == 0)
            {
                reader.Read(random.Next(1, 5));
            }
        }

        writers.ForEach(writer => writer.Dispose());
        reader.ReadAll();
        Assert.Equal(committed.Order(), reader.Seen);
    }

    private static void Step(Random random, JournalWriter writer, List<long> open, List<long> committed, int step)
    {
        switch (writer.IsOpen ? random.Next(4) : 4 + random.Next(2))
        {
            case 0:
                writer.End(commit: true);
                committed.AddRange(open);
                open.Clear();
                break;
            case 1 when random.Next(3) == 0:
                writer.End(commit: false);
                open.Clear();
                break;
            case 4:
                writer.Begin();
                break;
            case 5:
                writer.Begin();
                writer.TakeId();
                break;
            default:
                open.Add(writer.Write("writer", step, Sent));
                break;
        }
    }

    private PostgreSqlDatabase NewDatabase()
    {
        var database = server.NewDatabase();
        new Migrator(database, TimeProvider.System).Run();
        return database;
    }

    private sealed class Follower(Database database, DbConnection connection)
    {
        private readonly JournalHead _head = new(database);
        private readonly JournalReader _reader = new(database);
        private long _position;

        public List<long> Seen { get; } = [];

        public bool Read(int eventsMax)
        {
            var batch = _reader.Read(connection, _position, _head.Advance(connection), [], eventsMax);
            Seen.AddRange(batch.Events.Select(e => e.Ordering));
            _position = batch.Position;
            return batch.IsFull;
        }

        public void ReadAll()
        {
            while (Read(10))
            {
                // More is waiting.
            }
        }
    }
}

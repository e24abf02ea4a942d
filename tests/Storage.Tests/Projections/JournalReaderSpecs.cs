using System.Text;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Serialization;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Projections;
using WhaleStack.Storage.Tests.Databases;
using WhaleStack.Storage.Tests.Serialization;

namespace WhaleStack.Storage.Tests.Projections;

[Collection(PostgreSqlCollection.Name)]
public sealed class JournalReaderSpecs(PostgreSqlFixture server) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public void It_reads_our_events_in_order_and_in_batches(DatabaseKind kind)
    {
        var database = NewDatabase(kind);
        using var writer = new JournalWriter(database);
        foreach (var (message, i) in EventSamples.All.Select((message, i) => (message, i)))
        {
            writer.Write("writer", i + 1, message);
        }

        writer.WriteRaw("foreign", 1, "somebody's", [1, 2, 3], serializer: 4);
        using var connection = database.Open(DatabaseAccess.Read);
        var reader = new JournalReader(database);
        var upTo = EventSamples.All.Length + 1;
        var first = reader.Read(connection, 0, upTo, [], 20);
        Assert.True(first.IsFull);
        Assert.Equal(20, first.Position);
        var second = reader.Read(connection, first.Position, upTo, [], 20);
        Assert.False(second.IsFull);
        Assert.Equal(upTo, second.Position);
        var read = first.Events.AddRange(second.Events);
        Assert.Equal(EventSamples.All.Select(MessageJson.Serialize), read.Select(e => e.Json.ToArray()));
        Assert.Equal(EventSamples.All.Select(e => e.GetType()), read.Select(e => e.Event.GetType()));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero).AddTicks(1), read[0].WrittenAt);
        Assert.Equal(read[20].WrittenAt, reader.WrittenBehind(connection, 20, upTo));
        Assert.Null(reader.WrittenBehind(connection, upTo, upTo));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public void It_reads_only_the_wanted_kinds_and_never_beyond_the_bound(DatabaseKind kind)
    {
        var database = NewDatabase(kind);
        using var writer = new JournalWriter(database);
        for (var i = 1; i <= 6; i++)
        {
            writer.Write("writer", i, i % 2 == 0 ? new BroadcastEvents.MessageSent("m") : Booked());
        }

        using var connection = database.Open(DatabaseAccess.Read);
        var batch = new JournalReader(database).Read(connection, 1, 4, ["portfolio.fill-booked.1"], 100);
        Assert.Equal(3, Assert.Single(batch.Events).Ordering);
        Assert.Equal(4, batch.Position);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public void An_event_that_cannot_be_read_is_named_and_what_lies_before_it_is_read(DatabaseKind kind)
    {
        var database = NewDatabase(kind);
        using var writer = new JournalWriter(database);
        writer.Write("portfolio-main", 1, Booked());
        writer.WriteRaw("portfolio-main", 2, "portfolio.fill-booked.1", Encoding.UTF8.GetBytes("""{"fill":7}"""));
        writer.Write("portfolio-main", 3, Booked());
        using var connection = database.Open(DatabaseAccess.Read);
        var batch = new JournalReader(database).Read(connection, 0, 3, [], 100);
        Assert.Equal(1, Assert.Single(batch.Events).Ordering);
        Assert.Equal(1, batch.Position);
        Assert.StartsWith(
            "event 2 of 'portfolio-main' (ordering 2): message 'portfolio.fill-booked.1' cannot be read: ",
            batch.Unreadable,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_does_not_exist_yet_is_empty()
    {
        var database = new SqliteDatabase(_folder.File("journal.db"));
        new Migrator(database, TimeProvider.System).Run();
        using var connection = database.Open();
        Assert.Equal(0, new JournalHead(database).Advance(connection));
    }

    private static PortfolioEvents.FillBooked Booked() => new(EventSamples.Fill, -12.5m);

    private Database NewDatabase(DatabaseKind kind)
    {
        Database database = kind == DatabaseKind.Sqlite
            ? new SqliteDatabase(_folder.File("journal.db"))
            : server.NewDatabase();
        new Migrator(database, TimeProvider.System).Run();
        JournalWriter.Prepare(database);
        return database;
    }
}

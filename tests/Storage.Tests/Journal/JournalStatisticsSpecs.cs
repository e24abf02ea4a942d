using System.Text;
using WhaleStack.Messages.Broadcast;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Journal;
using WhaleStack.Storage.Tests.Serialization;

namespace WhaleStack.Storage.Tests.Journal;

public sealed class JournalStatisticsSpecs
{
    [Fact]
    public void Rows_are_counted_by_type()
    {
        using var journal = new RawJournal().WithTable();
        journal.Add("b", new BroadcastEvents.MessageSent("1"));
        journal.Add("b", new BroadcastEvents.MessageSent("2"));
        journal.Add("p", Booked(1));
        var statistics = new JournalStatistics(journal.Database);
        Assert.Equal(3, statistics.Count());
        Assert.Equal(
            ["broadcast.message-sent.1 2", "portfolio.fill-booked.1 1"],
            statistics.CountByType().Select(pair => $"{pair.Key} {pair.Value}"));
    }

    [Fact]
    public void Fills_come_back_exactly_and_in_order()
    {
        using var journal = new RawJournal().WithTable();
        var booked = Enumerable.Range(1, 50).Select(i => Booked(i)).ToList();
        booked.ForEach(fill => journal.Add("p", fill));
        Assert.Equal(booked, new JournalStatistics(journal.Database).ReadFills());
    }

    [Fact]
    public void A_journal_without_events_is_empty()
    {
        using var journal = new RawJournal();
        var statistics = new JournalStatistics(journal.Database);
        Assert.Equal(0, statistics.Count());
        Assert.Empty(statistics.ReadFills());
    }

    [Fact]
    public void An_event_that_cannot_be_read_is_named()
    {
        using var journal = new RawJournal().WithTable();
        journal.Add("portfolio-main", Booked(1));
        journal.AddRaw("portfolio-main", "portfolio.fill-booked.1", Encoding.UTF8.GetBytes("""{"fill":null}"""));
        var error = Assert.Throws<StorageException>(() => new JournalStatistics(journal.Database).ReadFills());
        Assert.Contains("event 2 of 'portfolio-main'", error.Message, StringComparison.Ordinal);
        Assert.Contains("portfolio.fill-booked.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_file_is_an_error_and_is_not_made()
    {
        using var temp = new TempFolder();
        var settings = new SqliteDatabase(temp.File("journal.db"));
        Assert.Throws<StorageException>(() => new JournalStatistics(settings).Count());
        Assert.False(File.Exists(settings.Path));
    }

    private static PortfolioEvents.FillBooked Booked(int sequence) =>
        new(EventSamples.Fill with { Sequence = sequence, PriceQuote = 70_000m + (sequence / 7m) }, sequence / 3m);
}

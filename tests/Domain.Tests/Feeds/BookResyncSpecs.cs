using WhaleStack.Domain.Feeds;

namespace WhaleStack.Domain.Tests.Feeds;

/// <summary>How often a new snapshot of a book with a gap is asked for.</summary>
public sealed class BookResyncSpecs
{
    private static readonly TimeSpan Step = BookResync.PatienceMax;
    private readonly BookResync _books = new();

    [Fact]
    public void A_gap_is_asked_about_once_until_the_patience_ends()
    {
        Assert.Equal(BookResync.Step.Ask, _books.Missed("a", TimeSpan.Zero));
        Assert.Equal(BookResync.Step.Wait, _books.Missed("a", Step - TimeSpan.FromTicks(1)));
        Assert.Equal(BookResync.Step.Ask, _books.Missed("b", Step));
        Assert.Equal(BookResync.Step.AskAgain, _books.Missed("a", Step));
    }

    [Fact]
    public void After_three_times_in_vain_it_gives_up()
    {
        var steps = Enumerable.Range(0, 4).Select(i => _books.Missed("a", i * Step));
        Assert.Equal(
            [BookResync.Step.Ask, BookResync.Step.AskAgain, BookResync.Step.AskAgain, BookResync.Step.GiveUp], steps);
    }

    [Fact]
    public void A_book_that_goes_on_is_forgotten()
    {
        _books.Missed("a", TimeSpan.Zero);
        _books.Settled("a");
        Assert.Equal(BookResync.Step.Ask, _books.Missed("a", TimeSpan.Zero));
    }
}

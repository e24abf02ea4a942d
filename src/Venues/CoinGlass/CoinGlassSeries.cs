using System.Collections.Immutable;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>The rows of a series while its pages are read. Not thread-safe.</summary>
internal sealed class CoinGlassSeries<T>
{
    private readonly SeriesRequest _request;
    private readonly Func<T, DateTimeOffset> _timeOf;
    private readonly int _pageRowsMax;
    private readonly SortedDictionary<DateTimeOffset, T> _rows = [];

    /// <param name="request">Which rows are wanted.</param>
    /// <param name="timeOf">The time of a row.</param>
    /// <param name="pageRowsMax">Rows of a full page.</param>
    public CoinGlassSeries(SeriesRequest request, Func<T, DateTimeOffset> timeOf, int pageRowsMax)
    {
        _request = request;
        _timeOf = timeOf;
        _pageRowsMax = pageRowsMax;
        Next = request.From;
        IsComplete = request.From >= request.To;
    }

    /// <summary>Where the next page begins.</summary>
    public DateTimeOffset Next { get; private set; }

    /// <summary>Whether there is nothing more to be read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>What was wanted, oldest first, each time once.</summary>
    public ImmutableArray<T> Rows => [.. _rows.Values];

    /// <summary>
    /// Adds a page. One that is not full, or has nothing new, is the last: a vendor that ignores the times must not be
    /// asked for ever.
    /// </summary>
    public void Add(IReadOnlyCollection<T> page)
    {
        foreach (var row in page.Where(row => _timeOf(row) >= Next && _timeOf(row) < _request.To))
        {
            _rows[_timeOf(row)] = row;
        }

        var next = _rows.Count == 0 ? Next : _rows.Keys.Last() + _request.Interval;
        IsComplete = page.Count < _pageRowsMax || next <= Next || next >= _request.To;
        Next = next;
    }
}

using System.Collections.Immutable;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Projections;

/// <summary>What was liquidated in one timeframe, in quote.</summary>
/// <param name="Start">Start of the timeframe.</param>
/// <param name="LongQuote">Liquidated longs: price times size.</param>
/// <param name="ShortQuote">Liquidated shorts.</param>
public sealed record LiquidatedVolume(DateTimeOffset Start, decimal LongQuote, decimal ShortQuote);

/// <summary>Sums forced closes by minute. Mutable and not thread-safe: one actor owns it.</summary>
/// <remarks>
/// The last <see cref="MinutesMax"/> minutes with a forced close are kept, so that one that comes late corrects its
/// minute; one that is later still is left out.
/// </remarks>
public sealed class LiquidationTally
{
    /// <summary>Minutes that are kept.</summary>
    public const int MinutesMax = 60;

    private readonly SortedDictionary<DateTimeOffset, LiquidatedVolume> _minutes = [];
    private readonly HashSet<DateTimeOffset> _changed = [];

    /// <summary>Length of what is summed.</summary>
    public static TimeSpan Timeframe { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes forced closes.</summary>
    public void Add(ImmutableArray<LiquidationPrint> prints)
    {
        foreach (var print in prints)
        {
            var start = print.VenueTime.AddTicks(-(print.VenueTime.Ticks % Timeframe.Ticks));
            if (_minutes.Count == MinutesMax && start < _minutes.Keys.First())
            {
                continue;
            }

            var quote = print.BankruptcyPriceQuote * print.SizeBase;
            var before = _minutes.GetValueOrDefault(start, new LiquidatedVolume(start, 0m, 0m));
            _minutes[start] = print.PositionSide == Side.Buy
                ? before with { LongQuote = before.LongQuote + quote }
                : before with { ShortQuote = before.ShortQuote + quote };
            _changed.Add(start);
            if (_minutes.Count > MinutesMax)
            {
                var oldest = _minutes.Keys.First();
                _minutes.Remove(oldest);
                _changed.Remove(oldest);
            }
        }
    }

    /// <summary>The minutes that have ended and changed since they were last taken, in order.</summary>
    /// <param name="time">Event time.</param>
    public ImmutableArray<LiquidatedVolume> Take(DateTimeOffset time)
    {
        var due = _changed.Where(start => start + Timeframe <= time).Order().ToList();
        _changed.ExceptWith(due);
        return [.. due.Select(start => _minutes[start])];
    }
}

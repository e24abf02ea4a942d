using System.Collections.Immutable;
using WhaleStack.Domain.Clock;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Clock;

public sealed class LiveStepperSpecs
{
    private static readonly InstrumentId Btc = new("bybit", "BTCUSDT");
    private static readonly InstrumentId Eth = new("bybit", "ETHUSDT");
    private static readonly DateTimeOffset Minute = new(2026, 8, 9, 21, 27, 0, TimeSpan.Zero);

    private readonly LiveStepper _stepper = new(
        TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), ImmutableSortedDictionary<InstrumentId, decimal>.Empty);

    [Fact]
    public void A_step_comes_when_the_slowest_feed_is_past_its_end_by_the_grace()
    {
        _stepper.Advance("fast", Minute.AddSeconds(-3));
        _stepper.Advance("slow", Minute.AddSeconds(-3));
        _stepper.Advance("fast", Minute.AddSeconds(30));
        Assert.Null(_stepper.TryTake()); // The slow feed is still before the minute.

        _stepper.Advance("slow", Minute.AddSeconds(1.9));
        Assert.Null(_stepper.TryTake()); // Within the grace.

        _stepper.Advance("slow", Minute.AddSeconds(2));
        Assert.Equal(new Watermark(Minute, StepPhase.Live), _stepper.TryTake()?.Watermark);
        Assert.Null(_stepper.TryTake()); // Once only.
    }

    [Fact]
    public void A_step_holds_the_candles_that_closed_by_its_end_in_order_and_leaves_later_ones()
    {
        _stepper.Advance("feed", Minute.AddSeconds(-3));
        _stepper.Add(CandleOf(Eth, Minute.AddMinutes(-1), 1922m));
        _stepper.Add(CandleOf(Btc, Minute.AddMinutes(-1), 65_114m));
        _stepper.Add(CandleOf(Btc, Minute, 65_120m));
        _stepper.Add(new InstrumentFunding(Eth, new FundingRate(Minute, 0.0001m)));
        _stepper.Advance("feed", Minute.AddSeconds(5));

        var step = _stepper.TryTake();

        Assert.Equal([Btc, Eth], step!.Candles.Select(c => c.Coin));
        Assert.Equal(Eth, Assert.Single(step.Fundings).Coin);
        Assert.Equal(65_120m, step.LastPricesQuote[Btc]);

        _stepper.Advance("feed", Minute.AddSeconds(65));
        var next = _stepper.TryTake();
        Assert.Equal(Minute, Assert.Single(next!.Candles).Candle.OpenTime);
        Assert.Empty(next.Fundings);
    }

    [Fact]
    public void A_feed_whose_time_lies_in_the_past_makes_no_step_until_it_is_over()
    {
        _stepper.StartAfter(Minute);
        _stepper.Advance("old", Minute.AddYears(-2));
        _stepper.Advance("old", Minute.AddYears(-2).AddMinutes(5));
        Assert.Null(_stepper.TryTake());
        _stepper.Advance("old", Minute.AddSeconds(30));
        Assert.Null(_stepper.TryTake());
        _stepper.Advance("old", Minute.AddSeconds(63));
        Assert.Equal(Minute.AddMinutes(1), _stepper.TryTake()!.Watermark.Time);
    }

    [Fact]
    public void A_feed_that_ended_holds_nobody_back()
    {
        _stepper.Advance("fast", Minute.AddSeconds(-3));
        _stepper.Advance("slow", Minute.AddSeconds(-3));
        _stepper.Advance("fast", Minute.AddSeconds(5));
        _stepper.Remove("slow");
        Assert.NotNull(_stepper.TryTake());
    }

    [Fact]
    public void Time_never_goes_back()
    {
        _stepper.Advance("feed", Minute.AddSeconds(-3));
        _stepper.Advance("feed", Minute.AddSeconds(5));
        _stepper.Advance("feed", Minute.AddSeconds(-10));
        Assert.NotNull(_stepper.TryTake());
        Assert.Null(_stepper.TryTake());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void Impossible_lengths_are_refused(int intervalSeconds, int graceSeconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LiveStepper(
            TimeSpan.FromSeconds(intervalSeconds),
            TimeSpan.FromSeconds(graceSeconds),
            ImmutableSortedDictionary<InstrumentId, decimal>.Empty));

    private static InstrumentCandle CandleOf(InstrumentId coin, DateTimeOffset openTime, decimal closeQuote) => new(
        coin,
        new Candle(openTime, TimeSpan.FromMinutes(1), closeQuote, closeQuote, closeQuote, closeQuote, 1m, closeQuote));
}

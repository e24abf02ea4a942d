using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Tests.Coins.Facts;

/// <summary>Candles of all timeframes, from whatever candles arrive.</summary>
public sealed class TimeframesSpecs
{
    private readonly Coin _coin = new(Given.Btc, Given.CoinOptions);

    [Fact]
    public void Minutes_make_every_longer_timeframe()
    {
        for (var minute = 0; minute < 2 * 1_440; minute++)
        {
            Apply(Minute(minute));
        }

        var fours = _coin.CandlesOf(TimeSpan.FromHours(4), 100);
        Assert.Equal(12, fours.Length);
        Assert.Equal(Expected(1_440 - 240, 240), fours[5]);
        Assert.Equal(60, _coin.CandlesOf(TimeSpan.FromMinutes(1), 1_000).Length); // All that are kept.
        Assert.Equal(Minute((2 * 1_440) - 1), _coin.CandlesOf(TimeSpan.FromMinutes(1), 1)[0]);
        Assert.Equal(Expected(0, 1_440), _coin.CandlesOf(TimeSpan.FromDays(1), 10)[0]);
        Assert.Equal(Expected((2 * 1_440) - 15, 15), _coin.CandlesOf(TimeSpan.FromMinutes(15), 1)[0]);
    }

    [Fact]
    public void A_kept_candle_is_the_one_that_came_to_the_last_digit()
    {
        // Digits within 64 bits and beyond, trailing zeros, and the smallest and largest prices.
        decimal[] numbers = [100m, 100.00m, 0.000000000001m, 1e12m, 12_345.678901234567890123m, 1e18m, 0m];
        for (var hour = 0; hour < numbers.Length; hour++)
        {
            var price = numbers[hour] is > 0m and <= 1e12m ? numbers[hour] : 7m;
            var candle = new Candle(
                Given.At(hour).Time, Given.Hour, price, price, price, price, numbers[hour], numbers[hour]);
            Apply(candle);
            var kept = Assert.Single(_coin.CandlesOf(Given.Hour, 1));
            Assert.Equal(candle, kept);
            Assert.Equal($"{candle}", $"{kept}");
        }
    }

    [Fact]
    public void Hours_make_days_and_no_minutes()
    {
        for (var hour = 0; hour < 50; hour++)
        {
            Apply(Given.Candle(hour, 100m, 110m, 90m, 105m));
        }

        Assert.Empty(_coin.CandlesOf(TimeSpan.FromMinutes(5), 10));
        Assert.Equal(50, _coin.CandlesOf(Given.Hour, 100).Length);
        Assert.Equal([240m, 240m], _coin.CandlesOf(TimeSpan.FromDays(1), 10).Select(day => day.VolumeBase));
    }

    [Fact]
    public void A_venues_own_candle_behind_its_parts_counts_once_in_longer_ones()
    {
        for (var hour = 0; hour < 4; hour++)
        {
            for (var minute = 0; minute < 30; minute++)
            {
                Apply(Minute((hour * 60) + minute));
            }

            Apply(Given.Candle(hour, 100m, 110m, 90m, 105m, 60m));
        }

        Apply(Minute(4 * 60)); // The four hours' last parts never came: the next one closes them.
        var four = Assert.Single(_coin.CandlesOf(TimeSpan.FromHours(4), 10));
        Assert.Equal(4 * 30m, four.VolumeBase);
        Assert.Equal(60m, _coin.CandlesOf(Given.Hour, 1)[0].VolumeBase);
    }

    [Fact]
    public void An_unknown_timeframe_and_a_count_of_nothing_are_empty()
    {
        Apply(Given.Candle(0, 100m, 110m, 90m, 105m));
        Assert.Empty(_coin.CandlesOf(TimeSpan.FromMinutes(7), 10));
        Assert.Empty(_coin.CandlesOf(Given.Hour, -1));
    }

    private static Candle Minute(int minute)
    {
        var price = 100m + (minute % 97);
        return new Candle(
            Given.Start.AddMinutes(minute), TimeSpan.FromMinutes(1), price, price + 1m, price - 1m, price, 1m, price);
    }

    private static Candle Expected(int first, int count)
    {
        var parts = Enumerable.Range(first, count).Select(Minute).ToList();
        return new Candle(
            parts[0].OpenTime,
            TimeSpan.FromMinutes(count),
            parts[0].OpenQuote,
            parts.Max(part => part.HighQuote),
            parts.Min(part => part.LowQuote),
            parts[^1].CloseQuote,
            parts.Sum(part => part.VolumeBase),
            parts.Sum(part => part.TurnoverQuote));
    }

    private void Apply(Candle candle) =>
        Assert.Null(_coin.Apply(new CoinCommands.ApplyCandle(Given.Btc, candle)).Refusal);
}

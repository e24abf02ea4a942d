using WhaleStack.Domain.Performance;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;

namespace WhaleStack.Domain.Tests.Performance;

/// <summary>The yardstick, and the summary beside it.</summary>
public sealed class PerformanceSpecs
{
    [Fact]
    public void Holding_splits_the_start_and_runs_from_first_open_to_last_close()
    {
        var hold = new BuyAndHold(900m, [Given.Btc, Given.Eth, Given.Sol]);
        hold.Observe(Given.Step(Given.Btc, Given.Candle(0, 100, 120, 90, 110)));
        // By hand: 300 x (110 / 100 - 1) = 30; the other two have not traded.
        Assert.Equal(30m, hold.ProfitQuote);
        hold.Observe(Given.Step(Given.Eth, Given.Candle(1, 50, 60, 20, 25)));
        hold.Observe(Given.Step(Given.Btc, Given.Candle(2, 500, 500, 150, 150)));
        hold.Observe(Given.Step(Given.Doge, Given.Candle(2, 1, 9, 1, 9))); // Not held.
        // By hand: 300 x 0.5 - 300 x 0.5 = 0.
        Assert.Equal(0m, hold.ProfitQuote);
        hold.Observe(new MarketStep(Given.At(4), [], [], Accounts.Prices((Given.Btc, 1m))));
        Assert.Equal(0m, hold.ProfitQuote);
        Assert.Throws<ArgumentException>(() => new BuyAndHold(900m, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BuyAndHold(0m, [Given.Btc]));
    }

    [Fact]
    public void A_summary_is_the_account_beside_the_yardstick()
    {
        var hold = new BuyAndHold(100m, [Given.Btc]);
        hold.Observe(Given.Step(Given.Btc, Given.Candle(0, 100, 120, 90, 110)));
        var account = Accounts.Of(10_500m, 1) with
        {
            RealizedQuote = 600m, UnrealizedQuote = 20m, FeesQuote = 100m, FundingQuote = -20m,
            MaxDrawdownFraction = 0.2m, Fills = 7,
        };
        Assert.Equal(
            new PerformanceSummary(600m, 20m, 100m, -20m, 500m, 10m, 0.2m, 7), PerformanceSummary.From(account, hold));
    }
}

using WhaleStack.Domain.Tests.Support;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Traders;

/// <summary>When the whale-target trader enters and leaves, and how much it trades.</summary>
public sealed class WhaleTargetStrategySpecs
{
    private static readonly IStrategy Strategy = StrategyCatalog.Create("whale_target");

    private static readonly Signal Long = new(
        "s1", "whale_target_scanner", "whale_target", Given.Sol, Given.At(10).Time, Side.Buy, 100m, 80.003m, 110.008m,
        0.9, ["Because."], Given.At(12).Time);

    [Fact]
    public void It_enters_a_fresh_signal_with_stop_and_target_on_the_grid()
    {
        var intent = Assert.Single(Strategy.Decide(Input(10, Long)));
        // By hand: risk 0.01 x 10000 / (100 - 80) = 5 SOL; the cap 0.05 x 2 x 10000 / 100 = 10 SOL does not bind.
        Assert.Equal(
            new OrderIntent(
                "enter", Given.Sol, Side.Buy, OrderKind.Market, 5m, null, false, 80.00m, 110.00m, 100m, "Because."),
            intent);
    }

    [Fact]
    public void A_short_rounds_its_stop_up_and_its_target_up()
    {
        var signal = Long with { Direction = Side.Sell, StopQuote = 119.996m, TargetQuote = 90.001m };
        var intent = Assert.Single(Strategy.Decide(Input(10, signal)));
        Assert.Equal(
            (Side.Sell, 5m, 120.00m, 90.01m), (intent.Side, intent.SizeBase, intent.StopQuote, intent.TargetQuote));
    }

    [Fact]
    public void A_near_stop_is_capped_by_the_margin_of_a_position()
    {
        // By hand: risk 100 / 1 = 100 SOL, but 5 % margin at 2:1 is 1000 USDT = 10 SOL.
        Assert.Equal(10m, Assert.Single(Strategy.Decide(Input(10, Long with { StopQuote = 99m }))).SizeBase);
    }

    [Fact]
    public void Sizes_are_rounded_down_and_refused_below_the_minimum()
    {
        // By hand: 100 / (100 - 77) = 4.347, rounded down to 4.3.
        Assert.Equal(4.3m, Assert.Single(Strategy.Decide(Input(10, Long with { StopQuote = 77m }))).SizeBase);
        var poor = Input(10, Long) with { Account = Accounts.Of(199m, 10) }; // 1.99 / 20 = 0.0995 SOL, below the step.
        Assert.Empty(Strategy.Decide(poor));
        var cheap = Input(10, Long) with
        {
            Account = Accounts.Of(201m, 10),
            Instruments = Given.Instruments.SetItem(
                Given.Sol, Given.Instruments[Given.Sol] with { NotionalQuoteMin = 10.01m }),
        };
        Assert.Empty(Strategy.Decide(cheap)); // 0.1 SOL is worth 10.00.
        Assert.Empty(Strategy.Decide(Input(10, Long) with { Account = Accounts.Of(-5m, 10) }));
    }

    [Fact]
    public void Stale_weak_foreign_or_future_signals_are_ignored()
    {
        Assert.Single(Strategy.Decide(Input(11.9, Long)));
        Assert.Empty(Strategy.Decide(Input(12, Long)));
        Assert.Empty(Strategy.Decide(Input(9, Long)));
        Assert.Empty(Strategy.Decide(Input(10, Long with { ConfidenceFraction = 0.69 })));
        Assert.Empty(Strategy.Decide(Input(10, Long with { SignalType = "news" })));
        Assert.Empty(Strategy.Decide(Input(10, Long with { Coin = InstrumentId.Parse("bybit:XUSDT") })));
    }

    [Fact]
    public void A_signal_that_price_has_outrun_is_ignored()
    {
        Assert.Empty(Strategy.Decide(Input(10, Long) with { LastPricesQuote = Accounts.Prices((Given.Sol, 111m)) }));
        Assert.Empty(Strategy.Decide(Input(10, Long) with { LastPricesQuote = Accounts.Prices((Given.Sol, 80m)) }));
        var moved = Assert.Single(
            Strategy.Decide(Input(10, Long) with { LastPricesQuote = Accounts.Prices((Given.Sol, 105m)) }));
        Assert.Equal((105m, 4m), (moved.ReferenceQuote, moved.SizeBase)); // 100 / (105 - 80)
    }

    [Fact]
    public void It_holds_one_position_a_coin_and_waits_for_answers()
    {
        var held = Accounts.Position(Given.Sol, 1m, 100m, openedHours: 9);
        Assert.Empty(Strategy.Decide(Input(10, Long) with { Account = Accounts.Of(10_000m, 10, held) }));
        Assert.Empty(Strategy.Decide(Input(10, Long) with { Unsettled = [Accounts.Entry("x", Given.Sol, 1m)] }));
        var foreign = held with { Trader = "someone" };
        Assert.Single(Strategy.Decide(Input(10, Long) with { Account = Accounts.Of(10_000m, 10, foreign) }));
        Assert.Single(Strategy.Decide(Input(10, Long, Long with { SignalId = "s2" })));
    }

    [Fact]
    public void It_holds_no_more_positions_than_it_may()
    {
        var input = Input(10, Long, Long with { Coin = Given.Eth }, Long with { Coin = Given.Btc }) with
        {
            Options = Given.Trader with { PositionsMax = 2 },
            LastPricesQuote = Accounts.Prices(),
        };
        Assert.Equal([Given.Btc, Given.Eth], Strategy.Decide(input).Select(intent => intent.Coin));
        var held = Accounts.Position(Given.Doge, 1m, 100m, openedHours: 9);
        Assert.Equal(
            [Given.Btc], Strategy.Decide(input with { Account = Accounts.Of(10_000m, 10, held) }).Select(i => i.Coin));
    }

    [Fact]
    public void A_position_held_too_long_is_closed_once()
    {
        var held = Accounts.Position(Given.Sol, -3m, 100m, openedHours: 1);
        Assert.Empty(Strategy.Decide(Input(48.9) with { Account = Accounts.Of(10_000m, 48.9, held) }));
        var late = Input(49) with { Account = Accounts.Of(10_000m, 49, held) };
        var intent = Assert.Single(Strategy.Decide(late));
        Assert.Equal(
            ("time_stop", Side.Buy, 3m, true), (intent.Intent, intent.Side, intent.SizeBase, intent.ReduceOnly));
        Assert.Equal("Held for 48 h without reaching stop or target; the limit is 48 h.", intent.Reason);
        Assert.Empty(Strategy.Decide(late with { Unsettled = [Accounts.Exit("x", Given.Sol, 3m)] }));
        Assert.Empty(
            Strategy.Decide(late with { Account = Accounts.Of(10_000m, 49, held with { Trader = "someone" }) }));
    }

    [Fact]
    public void The_end_of_history_closes_everything_and_enters_nothing()
    {
        var input = Input(10, Long) with
        {
            Watermark = Given.At(10, StepPhase.Flatten),
            Account = Accounts.Of(
                10_000m, 10, Accounts.Position(Given.Eth, 2m, 100m, 9), Accounts.Position(Given.Btc, -1m, 100m, 9)),
        };
        var intents = Strategy.Decide(input);
        Assert.Equal(
            [(Given.Btc, Side.Buy, 1m, true, "flatten"), (Given.Eth, Side.Sell, 2m, true, "flatten")],
            intents.Select(i => (i.Coin, i.Side, i.SizeBase, i.ReduceOnly, i.Intent)));
    }

    [Fact]
    public void Only_known_strategies_can_be_had() =>
        Assert.Contains("'hope'", Assert.Throws<ArgumentException>(
            () => StrategyCatalog.Create("hope")).Message, StringComparison.Ordinal);

    private static StrategyInput Input(double hours, params Signal[] signals) => new(
        Given.At(hours),
        Accounts.Of(10_000m, hours),
        [.. signals],
        Given.Instruments,
        Given.Trader,
        [],
        Accounts.Prices((Given.Sol, 100m)));
}

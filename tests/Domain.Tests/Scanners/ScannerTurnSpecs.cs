using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Price;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Scanners;

/// <summary>What all scanners do alike, by the example of the simplest.</summary>
public sealed class ScannerTurnSpecs
{
    private static readonly PriceMoveScanner Scanner = new(new PriceMoveOptions(Views.Terms, 2.0, 0.0));

    [Fact]
    public void A_claim_becomes_a_signal_with_all_its_parts()
    {
        var raised = Assert.Single(Views.Ask(Scanner, Moved(Given.Btc, 4.0)));
        var signal = raised.Signal;
        Assert.Equal("a_scanner|bybit:BTCUSDT|a_type|2026-01-09T08:00:00.0000000Z|up", signal.SignalId);
        Assert.Equal(("a_scanner", "a_type", "up"), (signal.Agent, signal.SignalType, signal.Label));
        Assert.Equal(Given.At(200).Time, signal.Time);
        Assert.Equal(signal.Time.AddHours(2), signal.ExpiresAt);
        Assert.Null(signal.Direction);
        Assert.Equal((100m, null, null), (signal.EntryQuote, signal.StopQuote, signal.TargetQuote));
        Assert.Equal(0.75, signal.ConfidenceFraction); // By hand: 1 - 2 / (2 x 4).
        Assert.Equal("Price moved +4.0% (+4.0 ATR; least 2.0).", Assert.Single(signal.Reasons));
    }

    [Fact]
    public void Signals_come_in_order_of_instrument_whatever_the_order_of_views() =>
        Assert.Equal(
            [Given.Btc, Given.Eth, Given.Sol],
            Views.Ask(Scanner, Moved(Given.Sol, 3), Moved(Given.Btc, 3), Moved(Given.Eth, -3))
                .Select(raised => raised.Signal.Coin));

    [Fact]
    public void Coins_that_are_warming_unpriced_spot_or_without_facts_are_passed_over() => Assert.Empty(Views.Ask(
        Scanner,
        Moved(Given.Btc, 9) with { Condition = CoinCondition.Warming },
        Moved(Given.Eth, 9) with { LastPriceQuote = null },
        Moved(Given.Sol, 9) with { Facts = null },
        Moved(InstrumentId.Parse("bybit-spot:BTCUSDT"), 9)));

    [Fact]
    public void One_label_rests_while_another_speaks()
    {
        var state = ScannerState.Empty.Apply(Views.Ask(Scanner, Moved(Given.Btc, 3))[0]);
        Assert.Empty(Views.Ask(Scanner, state, 200.9, Moved(Given.Btc, 3)));
        Assert.Single(Views.Ask(Scanner, state, 201, Moved(Given.Btc, 3)));
        Assert.Single(Views.Ask(Scanner, state, 200.9, Moved(Given.Btc, -3)));
        Assert.Single(Views.Ask(Scanner, state, 200.9, Moved(Given.Eth, 3)));
        Assert.Equal("up", state.LastOf(Given.Btc)!.Label);
        Assert.Null(state.LastOf(Given.Eth));
    }

    [Fact]
    public void A_watermark_again_gives_the_same_and_an_older_one_or_the_end_of_history_nothing()
    {
        var raised = Views.Ask(Scanner, Moved(Given.Btc, 3), Moved(Given.Eth, 3));
        var state = raised.Aggregate(ScannerState.Empty, (s, e) => s.Apply(e));
        Assert.Equal(raised.AsEnumerable(), Views.Ask(Scanner, state, 200));
        Assert.Empty(Views.Ask(Scanner, state, 199, Moved(Given.Btc, 3)));
        Assert.Empty(Scanner.Decide(
            ScannerState.Empty,
            Given.At(200, StepPhase.Flatten),
            [new CoinEvents.CoinUpdated(Given.Btc, Given.At(200, StepPhase.Flatten), Moved(Given.Btc, 3))]));
    }

    [Fact]
    public void Wrong_terms_are_named_with_their_key()
    {
        var terms = Views.Terms with { Agent = "No Name", SignalLife = TimeSpan.Zero };
        var options = new PriceMoveOptions(terms, 0.0, 2.0);
        Assert.Equal(
            ["terms.agent", "terms.signal_life", "move_atr_min", "move_fraction_min"],
            options.Validate().Select(mistake => mistake.Split(' ')[0]));
    }

    private static CoinView Moved(InstrumentId coin, double moveAtr) => Views.Of(
        coin,
        Views.Nothing with
        {
            Price = Views.Nothing.Price with { MoveAtr = moveAtr, MoveFraction = moveAtr / 100 },
        });
}

using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Cycle;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Scanners;

/// <summary>Which phase of the whale cycle is a coin in?</summary>
public sealed class WhaleCycleSpecs
{
    private static readonly WhaleCycleOptions Options = new(
        Views.Terms with { CoolDown = TimeSpan.Zero }, 3.0, 1.0, 0.3, 0.03, 0.02, 0.0002, 0.5, TimeSpan.FromHours(72));

    private static readonly CycleEvidence Rise = new(4.0, 0.5, 0.0);
    private static readonly CycleEvidence Calm = new(0.2, 0.0, 0.0);

    [Fact]
    public void The_whole_cycle_is_gone_through_as_its_evidence_comes()
    {
        var phase = CyclePhase.Idle;
        var seen = new List<CyclePhase>();
        CycleEvidence[] story =
        [
            Calm with { OpenInterestChangeFraction = 0.05, SpotFlowFraction = 0.05 }, // Bought while price is calm.
            Rise with { PerpetualFlowFraction = 0.1 },
            Calm with { OpenInterestChangeFraction = -0.05 }, // Closed after the rise.
            Calm with { OpenInterestChangeFraction = 0.05, PerpetualFlowFraction = -0.05, FundingFraction = 0.0003 },
            new(-5.0, 0.0, 0.6, PerpetualFlowFraction: -0.2),
            Calm with { PerpetualFlowFraction = 0.1, OpenInterestChangeFraction = -0.1 },
            Calm with { OpenInterestChangeFraction = 0.05, SpotFlowFraction = 0.05 },
        ];
        foreach (var evidence in story)
        {
            phase = WhaleCycle.Next(phase, Given.Hour, evidence, Options)!.Phase;
            seen.Add(phase);
        }

        Assert.Equal(
            [
                CyclePhase.Gathering, CyclePhase.PushUp, CyclePhase.TakeProfitUp, CyclePhase.FlipShort,
                CyclePhase.PushDown, CyclePhase.TakeProfitDown, CyclePhase.Gathering,
            ],
            seen);
    }

    [Fact]
    public void A_push_needs_the_way_and_the_sweep_and_no_flow_against_it()
    {
        CycleStep? From(CycleEvidence evidence) => WhaleCycle.Next(CyclePhase.Idle, Given.Hour, evidence, Options);
        var step = From(Rise)!;
        Assert.Equal((CyclePhase.PushUp, 0.5), (step.Phase, step.ConfidenceFraction)); // Price and sweeps alone.
        Assert.Equal("Price rose 4.0 ATR through 50% of the shorts' clusters.", Assert.Single(step.Reasons));
        Assert.Equal(1.0, From(Rise with { PerpetualFlowFraction = 0.1, SpotFlowFraction = 0.1 })!.ConfidenceFraction);
        var mixed = Rise with { PerpetualFlowFraction = 0.1, SpotFlowFraction = -0.1 };
        Assert.Equal(0.75, From(mixed)!.ConfidenceFraction);
        Assert.Null(From(Rise with { PerpetualFlowFraction = -0.1 }));
        Assert.Null(From(Rise with { MoveAtr = 2.9 }));
        Assert.Null(From(Rise with { ShortsSweptFraction = 0.2 }));
        Assert.Null(From(Rise with { MoveAtr = null }));
    }

    [Theory]
    [InlineData(CyclePhase.Idle)]
    [InlineData(CyclePhase.TakeProfitUp)]
    [InlineData(CyclePhase.TakeProfitDown)]
    public void Calm_price_alone_says_nothing(CyclePhase phase) =>
        Assert.Null(WhaleCycle.Next(phase, Given.Hour, Calm, Options));

    [Fact]
    public void A_push_goes_on_while_price_does_and_the_other_one_may_follow_at_once()
    {
        Assert.Null(WhaleCycle.Next(CyclePhase.PushUp, Given.Hour, Rise, Options));
        Assert.Null(WhaleCycle.Next(CyclePhase.PushUp, Given.Hour, Rise with { MoveAtr = 1.5 }, Options));
        var fall = new CycleEvidence(-4.0, 0.0, 0.5);
        Assert.Equal(CyclePhase.PushDown, WhaleCycle.Next(CyclePhase.PushUp, Given.Hour, fall, Options)!.Phase);
    }

    [Fact]
    public void What_lasts_too_long_is_over()
    {
        Assert.Null(WhaleCycle.Next(CyclePhase.Gathering, TimeSpan.FromHours(71), Calm, Options));
        var step = WhaleCycle.Next(CyclePhase.Gathering, TimeSpan.FromHours(72), Calm, Options)!;
        Assert.Equal(CyclePhase.Idle, step.Phase);
        Assert.Null(WhaleCycle.Next(CyclePhase.Idle, TimeSpan.FromDays(99), Calm, Options));
    }

    [Fact]
    public void The_scanner_goes_on_from_its_own_last_signal_and_sees_spot_beside_the_perpetual()
    {
        var scanner = new WhaleCycleScanner(Options);
        var pushed = Assert.Single(Views.Ask(scanner, Perpetual(4.0, shortsSwept: 0.5)));
        Assert.Equal("push_up", pushed.Signal.Label);
        var state = ScannerState.Empty.Apply(pushed);
        Assert.Empty(Views.Ask(scanner, state, 201, Perpetual(4.0, shortsSwept: 0.5)));
        var ended = Assert.Single(Views.Ask(scanner, state, 202, Perpetual(0.5, shortsSwept: 0.5)));
        Assert.Equal("take_profit_up", ended.Signal.Label);

        // Spot takers against the rise: half of nothing agrees.
        var spot = Views.Of(
            InstrumentId.Parse("bybit-spot:BTCUSDT"), Views.Nothing with { Flow = new FlowFacts(1, 9, -0.8, 0) });
        Assert.Empty(Views.Ask(scanner, Perpetual(4.0, shortsSwept: 0.5), spot));
    }

    [Fact]
    public void Every_phase_has_a_label_of_its_own()
    {
        string[] labels =
            ["idle", "gathering", "push_up", "take_profit_up", "flip_short", "push_down", "take_profit_down"];

        Assert.Equal(Enum.GetValues<CyclePhase>(), labels.Select(label => WhaleCycleScanner.PhaseOf(label)));
    }

    private static CoinView Perpetual(double moveAtr, double shortsSwept) => Views.Of(
        Given.Btc,
        Views.Nothing with
        {
            Price = Views.Nothing.Price with { MoveAtr = moveAtr },
            Sweeps = new SweepFacts(shortsSwept, 0.0, null, null),
        });
}

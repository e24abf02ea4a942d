using System.Collections.Immutable;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Scanners;

/// <summary>What people say.</summary>
public sealed class ManualScannerSpecs
{
    private static readonly ManualScanner Scanner =
        new(new ManualOptions(Views.Terms, PerStepMax: 2, LifeMax: TimeSpan.FromDays(1)));

    private static readonly ManualDraft Draft = new(
        Given.Btc, Side.Buy, EntryQuote: null, StopQuote: 98m, [104m, 106m], 0.7, "ann", "a hunch", Life: null);

    [Fact]
    public void A_draft_becomes_a_signal_with_author_reason_and_all_targets()
    {
        var (raised, outcomes) = Take(ScannerState.Empty, ("a", Draft));
        var signal = Assert.Single(raised).Signal;
        Assert.Equal("a_scanner|bybit:BTCUSDT|a_type|a", signal.SignalId);
        Assert.Equal(
            (Side.Buy, 100m, 98m, 104m),
            (signal.Direction, signal.EntryQuote, signal.StopQuote, signal.TargetQuote));
        Assert.Equal(106m, Assert.Single(signal.MoreTargetsQuote!));
        Assert.Equal(("ann", "a hunch"), (signal.Author, Assert.Single(signal.Reasons)));
        Assert.Equal(signal.Time.AddHours(2), signal.ExpiresAt);
        Assert.Equal([new ManualOutcome("a", null)], outcomes.AsEnumerable());
    }

    [Fact]
    public void The_same_draft_again_is_settled_again_and_no_second_signal()
    {
        var state = ScannerState.Empty.Apply(Take(ScannerState.Empty, ("a", Draft)).Raised[0]);
        var (raised, outcomes) = Take(state, ("a", Draft));
        Assert.Empty(raised);
        Assert.Equal([new ManualOutcome("a", null)], outcomes.AsEnumerable());
    }

    [Fact]
    public void More_than_a_step_may_take_waits() =>
        Assert.Equal(2, Take(ScannerState.Empty, ("a", Draft), ("b", Draft), ("c", Draft)).Raised.Length);

    [Fact]
    public void Information_has_no_stop_and_needs_no_target()
    {
        var info = Draft with { Side = null, StopQuote = null, TargetsQuote = [] };
        var signal = Assert.Single(Take(ScannerState.Empty, ("a", info)).Raised).Signal;
        Assert.Equal((null, null, null), (signal.Direction, signal.StopQuote, signal.TargetQuote));
    }

    public static TheoryData<string, ManualDraft> Wrong => new()
    {
        { "coin", Draft with { Coin = Given.Eth } },
        { "entry", Draft with { EntryQuote = 0m } },
        { "stop", Draft with { StopQuote = -1m } },
        { "stop", Draft with { StopQuote = 100m } },
        { "stop", Draft with { Side = Side.Sell, TargetsQuote = [90m] } },
        { "stop", Draft with { Side = null } },
        { "targets", Draft with { TargetsQuote = [decimal.MaxValue] } },
        { "target", Draft with { TargetsQuote = [99m] } },
        { "target", Draft with { TargetsQuote = [104m, 103m] } },
        { "confidence", Draft with { ConfidenceFraction = double.NaN } },
        { "confidence", Draft with { ConfidenceFraction = 1.1 } },
        { "author", Draft with { Author = " " } },
        { "author", Draft with { Author = "two\nlines" } },
        { "reason", Draft with { Reason = new string('x', 1_001) } },
        { "side", Draft with { Side = (Side)7 } },
        { "life", Draft with { Life = TimeSpan.FromDays(2) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_refused_with_field_and_value(string field, ManualDraft draft)
    {
        var (raised, outcomes) = Take(ScannerState.Empty, ("a", draft));
        Assert.Empty(raised);
        Assert.StartsWith(field + " ", Assert.Single(outcomes).Mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_run_again_repeats_and_takes_nothing_new()
    {
        var raised = Take(ScannerState.Empty, ("a", Draft)).Raised;
        var state = ScannerState.Empty.Apply(raised[0]);
        Assert.Equal(raised.AsEnumerable(), Scanner.Decide(state, Given.At(200, StepPhase.Live), []));
        Assert.Empty(Scanner.Decide(state, Given.At(201, StepPhase.Live), []));
    }

    private static (ImmutableArray<SignalEvents.SignalRaised> Raised, ImmutableArray<ManualOutcome> Outcomes) Take(
        ScannerState state, params (string, ManualDraft)[] drafts)
    {
        var watermark = Given.At(200, StepPhase.Live);
        return Scanner.Take(
            state, watermark, [new CoinEvents.CoinUpdated(Given.Btc, watermark, Views.Of(Given.Btc))], drafts);
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using WhaleStack.Actors.Scanners;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class ManualScannerActorSpecs : ActorKit
{
    private readonly ListInbox _inbox = new();

    [Fact]
    public void A_signal_is_taken_at_the_next_live_step_once_and_leaves_the_inbox()
    {
        var scanner = Start();
        _inbox.Drafts["a"] = Draft(Given.Btc);
        Assert.Empty(Ask(scanner, 1)); // The first step after a start may have been decided on before.
        Assert.Empty(Ask(scanner, 2, StepPhase.History));
        var taken = Ask(scanner, 3);
        Assert.Equal("manual|bybit:BTCUSDT|manual_signal|a", Assert.Single(taken));
        Assert.Equal(taken, Ask(scanner, 3)); // The step run again.
        Assert.Empty(Ask(scanner, 4));
        AwaitAssert(() => Assert.Equal([new ManualOutcome("a", null)], _inbox.Settled));
    }

    [Fact]
    public void One_that_a_crash_left_in_the_inbox_is_known_and_not_raised_twice()
    {
        _inbox.IsStuck = true; // Journalled, but never moved.
        var scanner = Start();
        _inbox.Drafts["a"] = Draft(Given.Btc);
        Ask(scanner, 1);
        Assert.Single(Ask(scanner, 2));
        Crash(scanner);
        _inbox.IsStuck = false;

        scanner = Start();

        Assert.Single(Ask(scanner, 2)); // Repeated, from the journal.
        Assert.Empty(Ask(scanner, 3));
        AwaitAssert(() => Assert.Empty(_inbox.Drafts));
    }

    [Fact]
    public void A_wrong_one_is_refused_with_its_reason()
    {
        var scanner = Start();
        Ask(scanner, 1);
        _inbox.Drafts["a"] = Draft(Given.Btc) with { StopQuote = 200m };
        EventFilter.Warning(contains: "refused signal a").ExpectOne(() => Assert.Empty(Ask(scanner, 2)));
        AwaitAssert(() => Assert.StartsWith("stop 200", Assert.Single(_inbox.Settled).Mistake));
    }

    private static ManualDraft Draft(InstrumentId coin) =>
        new(coin, Side.Buy, null, 90m, [110m], 0.5, "ann", "a hunch", null);

    private string[] Ask(IActorRef scanner, int hour, StepPhase phase = StepPhase.Live)
    {
        var watermark = Make.At(hour) with { Phase = phase };
        var view = new CoinView(
            Given.Btc, CoinCondition.Live, watermark.Time, 100m, 1.0, 0.0, [], 0, 500, "volume proxy");
        scanner.Tell(new CoinEvents.CoinUpdated(Given.Btc, watermark, view));
        scanner.Tell(new ClockCommands.AwaitCoins(watermark, [Given.Btc]));
        return [.. ExpectPublished<ClockCommands.SignalsComplete>().SignalIds];
    }

    private IActorRef Start()
    {
        var terms = new ScannerTerms("manual", "manual_signal", true, TimeSpan.Zero, TimeSpan.FromHours(1));
        var options = new ManualOptions(terms, PerStepMax: 5, LifeMax: TimeSpan.FromDays(1));
        var scanner = ActorOf(ManualScannerActor.PropsFor(new ManualScanner(options), _inbox, Mediator));
        AcknowledgeSubscriptions(scanner, 1);
        return scanner;
    }

    private sealed class ListInbox : ISignalInbox
    {
        public ConcurrentDictionary<string, ManualDraft> Drafts { get; } = new(StringComparer.Ordinal);

        public ConcurrentQueue<ManualOutcome> Settled { get; } = [];

        public bool IsStuck { get; set; }

        public ImmutableArray<(string Id, ManualDraft Draft)> Waiting(int countMax) =>
            [.. Drafts.Take(countMax).Select(draft => (draft.Key, draft.Value))];

        public void Settle(ManualOutcome outcome)
        {
            if (!IsStuck && Drafts.TryRemove(outcome.Id, out _))
            {
                Settled.Enqueue(outcome);
            }
        }
    }
}

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Actors.Scanners;

/// <summary>A scanner that takes what people put into an inbox: each once, at the next live step.</summary>
/// <remarks>
/// One behaviour. Parent: a singleton's back-off supervisor. Persisted: a draft leaves the inbox when its signal is
/// journalled, and one that a crash left there is known by its id. At the first step after a start nothing is taken,
/// since that step may have been decided on before the crash: a signal that nobody would act on.
/// </remarks>
public sealed class ManualScannerActor : ScannerActor
{
    private readonly ManualScanner _scanner;
    private readonly ISignalInbox _inbox;

    private ImmutableArray<ManualOutcome> _outcomes = [];
    private Watermark? _askedAt;

    /// <summary>Makes the actor.</summary>
    public ManualScannerActor(ManualScanner scanner, ISignalInbox inbox, IActorRef mediator)
        : base(scanner, mediator)
    {
        _scanner = scanner;
        _inbox = inbox;
    }

    /// <summary>The only way to make one.</summary>
    public static Props PropsFor(ManualScanner scanner, ISignalInbox inbox, IActorRef mediator) =>
        Props.Create(() => new ManualScannerActor(scanner, inbox, mediator));

    /// <inheritdoc/>
    protected override ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins)
    {
        var isNext = watermark.Phase == StepPhase.Live && _askedAt is { } before && watermark > before;
        _askedAt = _askedAt is { } asked && asked > watermark ? asked : watermark;
        if (!isNext)
        {
            return base.Decide(state, watermark, coins);
        }

        var (raised, outcomes) = _scanner.Take(state, watermark, coins, _inbox.Waiting(_scanner.PerStepMax));
        _outcomes = outcomes;
        return raised;
    }

    /// <inheritdoc/>
    protected override void OnPublished()
    {
        foreach (var outcome in _outcomes)
        {
            if (outcome.Mistake is { } mistake)
            {
                Log.Warning("[{0}] refused signal {1}: {2}", PersistenceId, outcome.Id, mistake);
            }

            _inbox.Settle(outcome);
        }

        _outcomes = [];
    }
}

using System.Collections.Immutable;
using WhaleStack.Domain.Paper;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Trading;

namespace WhaleStack.Domain.Tests.Support;

/// <summary>A paper exchange with round costs: taker 0.1 %, maker 0.05 %, slippage 1 %; SOL has a tick of
/// 0.01.</summary>
internal sealed class PaperDesk(PaperOptions? options = null)
{
    public static readonly PaperOptions Costs = new(0.001m, 0.0005m, 0.01m);

    private readonly PaperOptions _options = options ?? Costs;

    public PaperState State { get; private set; } = PaperState.Empty;

    public List<object> Journal { get; } = [];

    public object Place(OpenOrder order)
    {
        var answer = PaperExchange.Place(State, _options, Given.Instruments, order);
        if (answer.Event is null)
        {
            State = State.WithRefusal();
        }
        else
        {
            Apply(answer.Event);
        }

        return answer.Reply;
    }

    public RefusalKind? Refusal(OpenOrder order) => (Place(order) as VenueReplies.OrderRefused)?.Kind;

    public ImmutableArray<object> Advance(MarketStep step)
    {
        var events = PaperExchange.Advance(State, _options, Given.Instruments, step);
        foreach (var happened in events)
        {
            Apply(happened);
        }

        return events;
    }

    /// <summary>Advances over one hourly candle of SOL; gives the fills.</summary>
    public ImmutableArray<Fill> Trade(
        int hour, decimal open, decimal high, decimal low, decimal close, params InstrumentFunding[] fundings) =>
        [
            .. Advance(Given.Step(Given.Sol, Given.Candle(hour, open, high, low, close), fundings))
                .OfType<PaperEvents.Executed>()
                .Select(executed => executed.Fill),
        ];

    private void Apply(object happened)
    {
        Journal.Add(happened);
        State = State.Apply(happened);
    }
}

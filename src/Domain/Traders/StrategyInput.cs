using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Traders;

/// <summary>All that a strategy may know at a watermark.</summary>
/// <param name="Watermark">The point of event time.</param>
/// <param name="Account">The account, marked at the watermark.</param>
/// <param name="Signals">Signals received since the last decision, in any order.</param>
/// <param name="Instruments">Trading rules.</param>
/// <param name="Options">The trader's numbers.</param>
/// <param name="Unsettled">Own orders that have no answer yet.</param>
/// <param name="LastPricesQuote">Last price of every instrument.</param>
public sealed record StrategyInput(
    Watermark Watermark,
    AccountView Account,
    ImmutableArray<Signal> Signals,
    IReadOnlyDictionary<InstrumentId, Instrument> Instruments,
    TraderOptions Options,
    ImmutableArray<OpenOrder> Unsettled,
    ImmutableSortedDictionary<InstrumentId, decimal> LastPricesQuote);

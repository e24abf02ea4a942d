using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Traders;

/// <summary>What an autotrader is made of.</summary>
/// <param name="Options">Its parameters, from <c>config/bots</c>.</param>
/// <param name="Strategy">Its decisions.</param>
/// <param name="Instruments">Trading rules.</param>
/// <param name="Incarnation">Id of the journal, part of every client order id.</param>
/// <param name="Scanners">Names of the scanners whose signals it waits for at each watermark.</param>
public sealed record AutotraderSetup(
    TraderOptions Options,
    IStrategy Strategy,
    IReadOnlyDictionary<InstrumentId, Instrument> Instruments,
    string Incarnation,
    IReadOnlyCollection<string> Scanners);

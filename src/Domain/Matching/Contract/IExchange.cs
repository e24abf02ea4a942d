using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>The exchange as a protocol, a paper venue or a replay sees it.</summary>
/// <remarks>
/// Deterministic: the same commands give the same events and the same state, so a journal of commands is a journal of
/// the exchange. Not thread-safe. What a command changed is seen by the queries when Execute returns. The house and the
/// insurance fund can be asked for like any account; they take no commands.
/// </remarks>
public interface IExchange
{
    /// <summary>The insurance fund's wallet; below zero when it paid more than it took, since nobody is
    /// deleveraged.</summary>
    decimal InsuranceQuote { get; }

    /// <summary>Fees taken and not given away as rebates, since the beginning.</summary>
    decimal FeesQuote { get; }

    /// <summary>Carries out a command.</summary>
    /// <returns>What happened, in order; a refusal is an event too.</returns>
    /// <exception cref="ArgumentException">The command is none of the set, or its time lies before the last
    /// one's.</exception>
    IReadOnlyList<ExchangeEvent> Execute(ExchangeCommand command);

    /// <summary>The terms of an instrument; null when it is not listed.</summary>
    TradingTerms? Terms(InstrumentId instrument);

    /// <summary>The prices of an instrument.</summary>
    ReferencePrices Prices(InstrumentId instrument);

    /// <summary>The best levels of a side, best first; at most so many.</summary>
    IReadOnlyList<DepthLevel> Depth(InstrumentId instrument, Side side, int levelsMax);

    /// <summary>An order of the account: live, or one of the last that ended; null when unknown.</summary>
    OrderView? Order(AccountId account, OrderKey order);

    /// <summary>Live orders, oldest first, of one instrument when given.</summary>
    IReadOnlyList<OrderView> OpenOrders(AccountId account, InstrumentId? instrument = null);

    /// <summary>
    /// Positions by instrument and leg, of one instrument when given: then also flat ones (one in one-way mode, long
    /// and short in hedge mode).
    /// </summary>
    IReadOnlyList<PositionView> Positions(AccountId account, InstrumentId? instrument = null);

    /// <summary>The wallet; null when there is no such account.</summary>
    WalletView? Wallet(AccountId account);
}

using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Portfolio;

/// <summary>What a portfolio can be told.</summary>
public static class PortfolioCommands
{
    /// <summary>An execution to book.</summary>
    public sealed record BookFill(Fill Fill);

    /// <summary>A funding settlement to book.</summary>
    public sealed record BookFunding(FundingPayment Payment);

    /// <summary>Mark to market at a step, once every report that it brought is booked.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="UpToReport">Number of the last venue report of the step or before it; 0 for none.</param>
    public sealed record Mark(MarketStep Step, long UpToReport);
}

/// <summary>What a portfolio journals.</summary>
public static class PortfolioEvents
{
    /// <summary>An execution is booked.</summary>
    /// <param name="Fill">The execution.</param>
    /// <param name="RealizedQuote">Profit realised by it, before fees.</param>
    public sealed record FillBooked(Fill Fill, decimal RealizedQuote);

    /// <summary>A funding settlement is booked.</summary>
    public sealed record FundingBooked(FundingPayment Payment);

    /// <summary>The account was marked to market.</summary>
    /// <param name="Watermark">At which watermark.</param>
    /// <param name="EquityQuote">Cash plus unrealised profit.</param>
    /// <param name="PeakQuote">Highest equity so far.</param>
    /// <param name="DayStartQuote">Equity at the start of the UTC day.</param>
    /// <param name="MaxDrawdownFraction">Deepest fall from a peak so far, 0 to 1.</param>
    /// <param name="MarksQuote">Price of each held instrument.</param>
    public sealed record EquityMarked(
        Watermark Watermark,
        decimal EquityQuote,
        decimal PeakQuote,
        decimal DayStartQuote,
        decimal MaxDrawdownFraction,
        ImmutableSortedDictionary<InstrumentId, decimal> MarksQuote);
}

/// <summary>What a portfolio publishes besides its events; not journalled.</summary>
public static class PortfolioNews
{
    /// <summary>Everything of a step is booked; said again, with the same fills, when the step is run again.</summary>
    /// <param name="Watermark">The step.</param>
    /// <param name="Fills">The fills booked since the step before, in order.</param>
    public sealed record StepBooked(Watermark Watermark, ImmutableArray<PortfolioEvents.FillBooked> Fills);
}

/// <summary>What can be asked of a portfolio.</summary>
public static class PortfolioQueries
{
    /// <summary>The account as it stands; answered by an <see cref="AccountView"/>.</summary>
    public sealed record GetAccount
    {
        /// <summary>The one instance.</summary>
        public static GetAccount Instance { get; } = new();
    }
}

/// <summary>One open position.</summary>
/// <param name="Trader">Whose.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="SizeBase">Signed size: positive is long.</param>
/// <param name="EntryQuote">Average entry price.</param>
/// <param name="CostQuote">Signed size times entry price, exactly: what <paramref name="EntryQuote"/> is divided
/// from.</param>
/// <param name="MarkQuote">Price it is marked at.</param>
/// <param name="OpenedAt">Event time of the first fill.</param>
/// <param name="UnrealizedQuote">Profit if closed at the mark, before fees.</param>
public sealed record PositionView(
    string Trader,
    InstrumentId Coin,
    decimal SizeBase,
    decimal EntryQuote,
    decimal CostQuote,
    decimal MarkQuote,
    DateTimeOffset OpenedAt,
    decimal UnrealizedQuote) : IWithCoin;

/// <summary>An account at a watermark. Amounts in the account's quote currency.</summary>
/// <param name="Account">Name of the account.</param>
/// <param name="Watermark">Null before the first mark.</param>
/// <param name="StartQuote">Equity at the start.</param>
/// <param name="CashQuote">Start plus realised profit, fees and funding.</param>
/// <param name="EquityQuote">Cash plus unrealised profit.</param>
/// <param name="RealizedQuote">Sum of realised profits, before fees and funding.</param>
/// <param name="UnrealizedQuote">Sum over open positions.</param>
/// <param name="FeesQuote">Fees paid, positive.</param>
/// <param name="FundingQuote">Funding received minus paid.</param>
/// <param name="PeakQuote">Highest equity.</param>
/// <param name="DayStartQuote">Equity at the start of the UTC day.</param>
/// <param name="MaxDrawdownFraction">Deepest fall from a peak, 0 to 1.</param>
/// <param name="Fills">Executions booked.</param>
/// <param name="LastReport">Number of the last venue report booked.</param>
/// <param name="Positions">Open positions by (trader, instrument).</param>
public sealed record AccountView(
    string Account,
    Watermark? Watermark,
    decimal StartQuote,
    decimal CashQuote,
    decimal EquityQuote,
    decimal RealizedQuote,
    decimal UnrealizedQuote,
    decimal FeesQuote,
    decimal FundingQuote,
    decimal PeakQuote,
    decimal DayStartQuote,
    decimal MaxDrawdownFraction,
    long Fills,
    long LastReport,
    ImmutableArray<PositionView> Positions);

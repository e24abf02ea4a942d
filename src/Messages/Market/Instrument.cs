using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Market;

/// <summary>The trading rules of one instrument.</summary>
/// <param name="Id">Which instrument.</param>
/// <param name="BaseAsset">Such as BTC.</param>
/// <param name="QuoteAsset">Such as USDT.</param>
/// <param name="TickQuote">Smallest price step, positive.</param>
/// <param name="StepBase">Smallest size step, positive.</param>
/// <param name="SizeBaseMin">Smallest order size, in base.</param>
/// <param name="NotionalQuoteMin">Smallest order value, in quote.</param>
/// <param name="LeverageMax">Highest leverage the venue grants; 1 for spot.</param>
/// <param name="FundingInterval">Time between settlements; zero where there is none.</param>
public sealed record Instrument(
    InstrumentId Id,
    string BaseAsset,
    string QuoteAsset,
    decimal TickQuote,
    decimal StepBase,
    decimal SizeBaseMin,
    decimal NotionalQuoteMin,
    decimal LeverageMax,
    TimeSpan FundingInterval);

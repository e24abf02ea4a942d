using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Derivatives;

/// <summary>What was liquidated in one interval.</summary>
/// <param name="Time">Start of the interval, UTC.</param>
/// <param name="LongQuote">Value of the longs, in USD.</param>
/// <param name="ShortQuote">Value of the shorts, in USD.</param>
public sealed record LiquidationSum(DateTimeOffset Time, decimal LongQuote, decimal ShortQuote);

/// <summary>Open contracts over one interval, in USD.</summary>
/// <param name="Time">Start of the interval, UTC.</param>
/// <param name="OpenQuote">At its start.</param>
/// <param name="HighQuote">Highest.</param>
/// <param name="LowQuote">Lowest.</param>
/// <param name="CloseQuote">At its end.</param>
public sealed record OpenInterestBar(
    DateTimeOffset Time, decimal OpenQuote, decimal HighQuote, decimal LowQuote, decimal CloseQuote);

/// <summary>The funding rate over one interval, as shares of notional (0.0001 is one basis point).</summary>
/// <param name="Time">Start of the interval, UTC.</param>
/// <param name="OpenFraction">At its start.</param>
/// <param name="HighFraction">Highest.</param>
/// <param name="LowFraction">Lowest.</param>
/// <param name="CloseFraction">At its end.</param>
public sealed record FundingBar(
    DateTimeOffset Time, decimal OpenFraction, decimal HighFraction, decimal LowFraction, decimal CloseFraction);

/// <summary>What takers traded in one interval, in USD.</summary>
/// <param name="Time">Start of the interval, UTC.</param>
/// <param name="BuyQuote">Bought.</param>
/// <param name="SellQuote">Sold.</param>
public sealed record TakerVolume(DateTimeOffset Time, decimal BuyQuote, decimal SellQuote);

/// <summary>How accounts were positioned in one interval.</summary>
/// <param name="Time">Start of the interval, UTC.</param>
/// <param name="LongFraction">Share of the accounts that were long, 0 to 1.</param>
/// <param name="ShortFraction">Share of the accounts that were short, 0 to 1.</param>
public sealed record LongShortShare(DateTimeOffset Time, decimal LongFraction, decimal ShortFraction);

/// <summary>One forced close as a vendor tells it.</summary>
/// <param name="Exchange">Where, as the vendor names it.</param>
/// <param name="Symbol">Instrument there.</param>
/// <param name="BaseAsset">Such as BTC.</param>
/// <param name="PositionSide">Whose position: <see cref="Side.Buy"/> is a long.</param>
/// <param name="PriceQuote">Price.</param>
/// <param name="ValueQuote">Value in USD.</param>
/// <param name="Time">When, UTC.</param>
public sealed record VendorLiquidation(
    string Exchange,
    string Symbol,
    string BaseAsset,
    Side PositionSide,
    decimal PriceQuote,
    decimal ValueQuote,
    DateTimeOffset Time);

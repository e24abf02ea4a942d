using WhaleStack.Messages.Units;

namespace WhaleStack.Messages.Market;

/// <summary>Prices and volume of one interval, [<see cref="OpenTime"/>, <see cref="CloseTime"/>).</summary>
/// <param name="OpenTime">Start of the interval, UTC.</param>
/// <param name="Interval">Length of the interval, positive.</param>
/// <param name="OpenQuote">First price, quote per base, positive.</param>
/// <param name="HighQuote">Highest price.</param>
/// <param name="LowQuote">Lowest price.</param>
/// <param name="CloseQuote">Last price.</param>
/// <param name="VolumeBase">Traded base, not negative.</param>
/// <param name="TurnoverQuote">Traded quote, not negative.</param>
public sealed record Candle(
    DateTimeOffset OpenTime,
    TimeSpan Interval,
    decimal OpenQuote,
    decimal HighQuote,
    decimal LowQuote,
    decimal CloseQuote,
    decimal VolumeBase,
    decimal TurnoverQuote)
{
    /// <summary>End of the interval, exclusive; the time at which the candle's close is known.</summary>
    public DateTimeOffset CloseTime => OpenTime + Interval;
}

/// <summary>One funding settlement.</summary>
/// <param name="Time">When it is settled, UTC.</param>
/// <param name="RateFraction">Share of notional that longs pay shorts (negative: shorts pay longs), such as
/// 0.0001.</param>
public sealed record FundingRate(DateTimeOffset Time, decimal RateFraction);

/// <summary>A closed candle with the instrument it belongs to.</summary>
public sealed record InstrumentCandle(InstrumentId Coin, Candle Candle);

/// <summary>A funding settlement with the instrument it belongs to.</summary>
public sealed record InstrumentFunding(InstrumentId Coin, FundingRate Funding);

using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>All that was known of a coin at one time: its levels and its market.</summary>
/// <param name="Bar">Place of the last closed bar in the series, from 0.</param>
/// <param name="Time">Its end.</param>
/// <param name="Price">Its close, quote per base.</param>
/// <param name="Market">Numbers of the market.</param>
/// <param name="Levels">Levels ahead of the price, heaviest first.</param>
public sealed record Decision(
    int Bar, DateTimeOffset Time, double Price, MarketState Market, ImmutableArray<EvaluatedLevel> Levels)
{
    /// <summary>Whether two decisions are the same, bit for bit.</summary>
    internal bool IsSameAs(Decision other)
    {
        if (Bar != other.Bar || Time != other.Time || Levels.Length != other.Levels.Length
            || !Same(Price, other.Price) || !Market.Numbers().Zip(other.Market.Numbers()).All(Same))
        {
            return false;
        }

        return Levels.Zip(other.Levels).All(pair => pair.First.Side == pair.Second.Side
            && Same(pair.First.Price, pair.Second.Price)
            && Same(pair.First.MassQuote, pair.Second.MassQuote)
            && Same(pair.First.WidthFraction, pair.Second.WidthFraction)
            && Same(pair.First.DistanceAtr, pair.Second.DistanceAtr)
            && Same(pair.First.MassShare, pair.Second.MassShare));
    }

    private static bool Same(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static bool Same((double A, double B) pair) => Same(pair.A, pair.B);
}

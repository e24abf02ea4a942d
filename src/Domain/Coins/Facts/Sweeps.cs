using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>Which clusters a candle went through.</summary>
internal static class Sweeps
{
    /// <summary>The clusters of a side whose centre lies between a candle's low and high; null for none.</summary>
    /// <param name="before">The clusters as they were before the candle closed.</param>
    /// <param name="candle">The candle.</param>
    /// <param name="positionSide">Whose positions.</param>
    public static SweepView? Of(ImmutableArray<ClusterView> before, Candle candle, Side positionSide)
    {
        var sum = 0.0;
        var swept = 0.0;
        ClusterView? heaviest = null;
        foreach (var cluster in before)
        {
            if (cluster.PositionSide != positionSide)
            {
                continue;
            }

            sum += cluster.MassQuote;
            if (cluster.PriceQuote >= candle.LowQuote && cluster.PriceQuote <= candle.HighQuote)
            {
                swept += cluster.MassQuote;
                heaviest = heaviest is null || cluster.MassQuote > heaviest.MassQuote ? cluster : heaviest;
            }
        }

        return heaviest is null || sum <= 0.0
            ? null
            : new SweepView(candle.CloseTime, heaviest.PriceQuote, swept, Math.Min(1.0, swept / sum));
    }
}

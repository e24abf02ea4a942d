using System.Globalization;
using WhaleStack.Messages.Coins;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.Models;

/// <summary>What a vendor's levels must be to be believed, and how they become a map.</summary>
internal static class VendorLevels
{
    /// <summary>Most levels of one model: the finest price axis of a vendor has some hundreds.</summary>
    public const int LevelsMax = 20_000;

    private const int NameLengthMax = 64;
    private const double MassQuoteMax = 1e18;

    /// <summary>Why levels are impossible; null when they are not.</summary>
    public static string? Impossible(ModelLevels levels)
    {
        if (levels.Model is not { Length: > 0 and <= NameLengthMax }
            || levels.Source is not { Length: > 0 and <= NameLengthMax })
        {
            return $"model '{levels.Model}' or source '{levels.Source}' is not 1 to {NameLengthMax} characters long.";
        }

        if (levels.Levels.IsDefaultOrEmpty || levels.Levels.Length > LevelsMax)
        {
            var count = levels.Levels.IsDefault ? 0 : levels.Levels.Length;
            return $"model '{levels.Model}' has {count} levels, not 1 to {LevelsMax}.";
        }

        if (levels.ValidUntil <= levels.Time || !MarketLimits.IsPrice(levels.PriceQuote))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"model '{levels.Model}' at {levels.PriceQuote} until {levels.ValidUntil:O} is impossible.");
        }

        foreach (var level in levels.Levels)
        {
            if (!MarketLimits.IsPrice(level.PriceQuote) || !(level.MassQuote >= 0.0 && level.MassQuote <= MassQuoteMax))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"model '{levels.Model}' has an impossible level of {level.MassQuote} at {level.PriceQuote}.");
            }
        }

        return null;
    }

    /// <summary>The map of levels that are possible; null where none lies within reach of the price.</summary>
    public static LevelSnapshot? MapOf(ModelLevels levels, double bucketFraction)
    {
        var price = (double)levels.PriceQuote;
        List<(double Price, double Mass)> near =
        [
            .. levels.Levels
                .Select(level => ((double)level.PriceQuote, level.MassQuote))
                .Where(level => level.Item1 <= price * LiquidationHeatmap.ReachFactor
                    && level.Item1 >= price / LiquidationHeatmap.ReachFactor),
        ];
        return near.Count == 0 ? null : new LevelSnapshot(levels.Model, bucketFraction, price, near);
    }
}

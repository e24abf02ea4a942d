using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ranking;

/// <summary>Ranks coins by how much there is to look at. Pure.</summary>
/// <remarks>
/// Formula: score = sum of w_i x p_i / sum of w_i over the known parts i; p_i = share of the coins of which the part is
/// known that have a smaller |value|, ties half; for wicks and risks a larger one. Unit: none. Range: 0 to 1. Source:
/// ours. Warm-up: that of the facts; coins that are warming are left out. Cost: O(coins^2 x parts).
/// </remarks>
public static class CoinRanking
{
    /// <summary>The coins, best first; equal scores by instrument.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public static ImmutableArray<CoinRank> Of(IEnumerable<CoinView> views, RankingOptions options)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Length: > 0 } mistakes)
        {
            throw new ArgumentException(string.Join(' ', mistakes), nameof(options));
        }

        var coins = views
            .Where(view => view is { Condition: CoinCondition.Live, Facts: not null })
            .Select(view => (view.Coin, Values: ValuesOf(view, view.Facts!)))
            .ToList();
        return
        [
            .. coins
                .Select(coin => Ranked(coin.Coin, coin.Values, [.. coins.Select(other => other.Values)], options))
                .OrderByDescending(rank => rank.ScoreFraction)
                .ThenBy(rank => rank.Coin),
        ];
    }

    private static Dictionary<RankPart, double> ValuesOf(CoinView view, CoinFacts facts)
    {
        var values = new Dictionary<RankPart, double>();
        void Know(RankPart part, double? value)
        {
            if (value is { } known && double.IsFinite(known))
            {
                values[part] = known;
            }
        }

        var above = view.Clusters.Where(c => c.PositionSide == Side.Sell).Sum(c => c.MassQuote);
        var below = view.Clusters.Where(c => c.PositionSide == Side.Buy).Sum(c => c.MassQuote);
        Know(RankPart.Imbalance, above + below > 0.0 ? (above - below) / (above + below) : null);
        Know(RankPart.Trend, facts.Price.EfficiencyFraction);
        Know(RankPart.Move, facts.Price.DayFraction);
        Know(RankPart.Volume, facts.Volume.Z);
        Know(RankPart.OpenInterest, facts.OpenInterest.ChangeFraction);
        Know(RankPart.Funding, facts.Funding.RateFraction);
        var isUsual = facts.Risk is { ReturnRankFraction: not null, IsReturnRare: false };
        Know(RankPart.Outlier, isUsual ? 0.0 : facts.Price.ReturnZ);
        Know(RankPart.Calm, facts.Price.WickFraction);
        Know(RankPart.WickRisk, facts.Risk?.WickRiskFraction);
        Know(RankPart.Tail, facts.Risk?.ShortfallFraction);
        return values;
    }

    private static CoinRank Ranked(
        InstrumentId coin,
        Dictionary<RankPart, double> values,
        List<Dictionary<RankPart, double>> all,
        RankingOptions options)
    {
        var known = values.Keys.Order().ToList();
        var weights = known.Sum(part => WeightOf(part, options));
        ImmutableArray<RankedPart> parts =
        [
            .. known.Select(part => new RankedPart(
                part,
                values[part],
                Percentile(part, values[part], all),
                weights > 0.0 ? WeightOf(part, options) / weights : 0.0)),
        ];
        return new CoinRank(coin, parts.Sum(part => part.PercentileFraction * part.WeightFraction), parts);
    }

    private static double Percentile(RankPart part, double value, List<Dictionary<RankPart, double>> all)
    {
        // The coin itself is among them, and a tie with itself counts for nothing.
        var merit = Merit(part, value);
        var below = -0.5;
        var count = -1;
        foreach (var values in all)
        {
            if (values.TryGetValue(part, out var other))
            {
                var otherMerit = Merit(part, other);
                below += otherMerit < merit ? 1.0 : otherMerit == merit ? 0.5 : 0.0;
                count++;
            }
        }

        return count > 0 ? below / count : 0.5;
    }

    private static double Merit(RankPart part, double value) =>
        part switch
        {
            RankPart.Calm or RankPart.WickRisk or RankPart.Tail => -value,
            RankPart.Volume => value,
            _ => Math.Abs(value),
        };

    private static double WeightOf(RankPart part, RankingOptions options) => part switch
    {
        RankPart.Imbalance => options.Imbalance,
        RankPart.Trend => options.Trend,
        RankPart.Move => options.Move,
        RankPart.Volume => options.Volume,
        RankPart.OpenInterest => options.OpenInterest,
        RankPart.Funding => options.Funding,
        RankPart.Outlier => options.Outlier,
        RankPart.Calm => options.Calm,
        RankPart.WickRisk => options.WickRisk,
        RankPart.Tail => options.Tail,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part."),
    };
}

using System.Collections.Immutable;

namespace WhaleStack.Domain.Matching;

/// <summary>Maintenance margin by position value.</summary>
/// <remarks>
/// Formula: margin = notional x m_n - d_n; d_1 = 0, d_n = d_(n-1) + floor_n x (m_n - m_(n-1)), so that it is continuous
/// where tiers meet. Where: m = the tier's rate, floor = highest notional of the tier below. Unit: quote. Source: the
/// venues' risk limit tables. Cost: O(tiers).
/// </remarks>
internal sealed class MarginTable
{
    private readonly ImmutableArray<MarginTier> _tiers;
    private readonly decimal[] _deductions;

    public MarginTable(ImmutableArray<MarginTier> tiers)
    {
        if (tiers.IsDefaultOrEmpty)
        {
            throw new ArgumentException("tiers must not be empty.", nameof(tiers));
        }

        _tiers = tiers;
        _deductions = new decimal[tiers.Length];
        Check(tiers[0], new MarginTier(0m, 0m, decimal.MaxValue));
        for (var i = 1; i < tiers.Length; i++)
        {
            Check(tiers[i], tiers[i - 1]);
            var step = tiers[i].MaintenanceFraction - tiers[i - 1].MaintenanceFraction;
            _deductions[i] = _deductions[i - 1] + (tiers[i - 1].NotionalQuoteMax * step);
        }
    }

    public decimal NotionalQuoteMax => _tiers[^1].NotionalQuoteMax;

    /// <summary>Rate and deduction at a position value; beyond the last tier, the last one's.</summary>
    public (decimal MaintenanceFraction, decimal DeductionQuote) At(decimal notionalQuote)
    {
        var tier = IndexOf(notionalQuote);
        return (_tiers[tier].MaintenanceFraction, _deductions[tier]);
    }

    public decimal MaintenanceQuote(decimal notionalQuote)
    {
        var (fraction, deduction) = At(notionalQuote);
        return LegPosition.Round((notionalQuote * fraction) - deduction);
    }

    /// <summary>Rate of the lowest tier.</summary>
    public decimal LowestFraction => _tiers[0].MaintenanceFraction;

    /// <summary>The largest value of the tier below that of a value; null in the lowest.</summary>
    public decimal? FloorQuote(decimal notionalQuote) =>
        IndexOf(notionalQuote) is > 0 and var tier ? _tiers[tier - 1].NotionalQuoteMax : null;

    public decimal LeverageMax(decimal notionalQuote) => _tiers[IndexOf(notionalQuote)].LeverageMax;

    private static void Check(MarginTier tier, MarginTier below)
    {
        if (tier.NotionalQuoteMax <= below.NotionalQuoteMax
            || tier.MaintenanceFraction < below.MaintenanceFraction
            || tier.MaintenanceFraction >= 1m
            || tier.LeverageMax < 1m
            || tier.LeverageMax > below.LeverageMax)
        {
            throw new ArgumentException($"tier '{tier}' does not continue '{below}'.", nameof(tier));
        }
    }

    private int IndexOf(decimal notionalQuote)
    {
        var tier = 0;
        while (tier < _tiers.Length - 1 && notionalQuote > _tiers[tier].NotionalQuoteMax)
        {
            tier++;
        }

        return tier;
    }
}

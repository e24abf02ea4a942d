using System.Collections.Immutable;

namespace WhaleStack.Quant;

/// <summary>A step of the maintenance margin: from this notional on, this rate.</summary>
/// <param name="FloorQuote">Notional from which it holds, quote; the first is 0.</param>
/// <param name="MaintenanceFraction">Rate, [0, 1), rising from tier to tier.</param>
public readonly record struct MaintenanceStep(decimal FloorQuote, decimal MaintenanceFraction);

/// <summary>A tier with what is deducted so that the margin has no jump at its floor.</summary>
/// <param name="FloorQuote">Notional from which it holds.</param>
/// <param name="MaintenanceFraction">Rate.</param>
/// <param name="DeductionQuote">Deduction: Bybit's mmDeduction, Binance's cum.</param>
public readonly record struct MaintenanceTier(
    decimal FloorQuote, decimal MaintenanceFraction, decimal DeductionQuote);

/// <summary>The maintenance margin of an instrument by notional, and liquidation prices that respect it.</summary>
/// <remarks>
/// Formula: MM(N) = N m_n - d_n, d_n = d_(n-1) + F_n (m_n - m_(n-1)), d_1 = 0. Where: N = notional at the mark price,
/// F = floor, m = rate. Unit: quote. Source: Bybit's risk limits and Binance's leverage brackets. The tier of a
/// liquidation price is that of the notional at this price: it is found by solving for a tier and looking up the tier
/// of the solution until it stays, which is Newton's method on a function of straight pieces whose slope only falls, so
/// that it ends after at most as many rounds as there are tiers.
/// </remarks>
public sealed class MaintenanceTiers
{
    /// <summary>Most tiers.</summary>
    public const int CountMax = 100;

    private readonly ImmutableArray<MaintenanceTier> _tiers;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no step or more than <see cref="CountMax"/>, the first does not
    /// begin at 0, or floors or rates do not rise.</exception>
    public MaintenanceTiers(params ReadOnlySpan<MaintenanceStep> steps)
    {
        if (steps.Length is 0 or > CountMax || steps[0].FloorQuote != 0m)
        {
            throw new ArgumentException($"{steps.Length} steps; expected 1 to {CountMax}, from 0.", nameof(steps));
        }

        var tiers = ImmutableArray.CreateBuilder<MaintenanceTier>();
        var last = default(MaintenanceTier);
        foreach (var (floor, rate) in steps)
        {
            if (rate is < 0m or >= 1m || (tiers.Count > 0
                && (floor <= last.FloorQuote || rate <= last.MaintenanceFraction)))
            {
                throw new ArgumentException(
                    $"step {tiers.Count}: floor {floor}, rate {rate}; expected rising floors, and rates below 1.",
                    nameof(steps));
            }

            last = new MaintenanceTier(
                floor,
                rate,
                tiers.Count == 0 ? 0m : last.DeductionQuote + (floor * (rate - last.MaintenanceFraction)));
            tiers.Add(last);
        }

        _tiers = tiers.ToImmutable();
    }

    /// <summary>The tiers, lowest first.</summary>
    public ImmutableArray<MaintenanceTier> All => _tiers;

    /// <summary>The tier of a notional.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The notional is negative.</exception>
    public MaintenanceTier Of(decimal notionalQuote)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(notionalQuote);
        var index = _tiers.Length - 1;
        while (_tiers[index].FloorQuote > notionalQuote)
        {
            index--;
        }

        return _tiers[index];
    }

    /// <summary>The maintenance margin of a notional.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The notional is negative.</exception>
    public decimal MarginQuote(decimal notionalQuote) =>
        Of(notionalQuote) is var tier ? (notionalQuote * tier.MaintenanceFraction) - tier.DeductionQuote : 0m;

    /// <summary>The liquidation price of a linear position with isolated margin; null when there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public decimal? IsolatedLinear(
        LiquidationSide side, decimal sizeBase, decimal entryQuote, decimal leverage, decimal extraMarginQuote = 0m) =>
        Solve(sizeBase, entryQuote, tier => LiquidationPrice.IsolatedLinear(new IsolatedPosition<decimal>(
            side,
            sizeBase,
            entryQuote,
            leverage,
            tier.MaintenanceFraction,
            tier.DeductionQuote,
            extraMarginQuote)));

    /// <summary>The liquidation price of a linear position with cross margin; null when there is none.</summary>
    /// <param name="backingQuote">Wallet balance plus open profit less maintenance margin of all other
    /// positions.</param>
    /// <param name="sizeBase">Signed size: positive is long; not zero.</param>
    /// <param name="entryQuote">Entry price, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public decimal? CrossLinear(decimal backingQuote, decimal sizeBase, decimal entryQuote) =>
        Solve(Math.Abs(sizeBase), entryQuote, tier => LiquidationPrice.CrossLinear(
            backingQuote,
            new CrossLeg<decimal>(sizeBase, entryQuote, tier.MaintenanceFraction, tier.DeductionQuote)));

    private decimal? Solve(decimal sizeBase, decimal entryQuote, Func<MaintenanceTier, decimal?> solve)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeBase);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(entryQuote);
        var tier = Of(sizeBase * entryQuote);
        decimal? price = null;
        for (var round = 0; round <= _tiers.Length; round++)
        {
            price = solve(tier);
            var next = price is { } quote ? Of(sizeBase * quote) : _tiers[0];
            if (next == tier)
            {
                return price;
            }

            tier = next;
        }

        return price; // Rounding at a floor, where both tiers give the same price.
    }
}

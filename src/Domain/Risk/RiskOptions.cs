using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Risk;

/// <summary>Limits that no order may break. Shares are of the account's equity.</summary>
/// <param name="RiskPerTradeFractionMax">Most equity lost when an entry's stop is hit, (0, 0.02].</param>
/// <param name="PositionFractionMax">Most margin of one position, (0, 1].</param>
/// <param name="Leverage">Notional over margin that the margin of a position is reckoned with, [1, 100].</param>
/// <param name="LeverageTotalMax">Most notional of all positions together over equity, (0, 100].</param>
/// <param name="PositionsMax">Most positions of the account at once, 1 to 1,000.</param>
/// <param name="DailyLossFractionMax">Fall of equity since the start of the UTC day that ends entries for the day,
/// (0, 1].</param>
/// <param name="DrawdownAlertFraction">Fall from the peak above which people are told, (0, 1].</param>
/// <param name="DrawdownHaltFraction">Fall from the peak above which entries end for good, (0, 1].</param>
public sealed record RiskOptions(
    decimal RiskPerTradeFractionMax,
    decimal PositionFractionMax,
    decimal Leverage,
    decimal LeverageTotalMax,
    int PositionsMax,
    decimal DailyLossFractionMax,
    decimal DrawdownAlertFraction,
    decimal DrawdownHaltFraction) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Above("risk_per_trade_fraction_max", RiskPerTradeFractionMax, 0m, 0.02m)
        .Above("position_fraction_max", PositionFractionMax, 0m, 1m)
        .Within("leverage", Leverage, 1m, 100m)
        .Above("leverage_total_max", LeverageTotalMax, 0m, 100m)
        .Within("positions_max", PositionsMax, 1, 1_000)
        .Above("daily_loss_fraction_max", DailyLossFractionMax, 0m, 1m)
        .Above("drawdown_alert_fraction", DrawdownAlertFraction, 0m, 1m)
        .Above("drawdown_halt_fraction", DrawdownHaltFraction, 0m, 1m)
        .Found;
}

using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Traders;

/// <summary>One autotrader.</summary>
/// <param name="Trader">Its name.</param>
/// <param name="Strategy">Name of its strategy, as in <see cref="StrategyCatalog"/>.</param>
/// <param name="Account">Account it trades on.</param>
/// <param name="RiskPerTradeFraction">Share of equity lost when the stop is hit, (0, 0.02].</param>
/// <param name="PositionFractionMax">Most margin of one position, as a share of equity, (0, 1].</param>
/// <param name="Leverage">Notional over margin, [1, 100].</param>
/// <param name="ConfidenceMin">Least confidence of a signal it acts on, [0, 1].</param>
/// <param name="HoldMax">A position older than this is closed, 1 minute to 365 days.</param>
/// <param name="PositionsMax">Most positions at once, 1 to 1,000.</param>
/// <param name="SignalTypes">Types of signals it acts on, 1 to 100.</param>
public sealed record TraderOptions(
    string Trader,
    string Strategy,
    string Account,
    decimal RiskPerTradeFraction,
    decimal PositionFractionMax,
    decimal Leverage,
    double ConfidenceMin,
    TimeSpan HoldMax,
    int PositionsMax,
    ImmutableArray<string> SignalTypes) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate()
    {
        var mistakes = new Mistakes()
            .Name("trader", Trader)
            .Unless(
                StrategyCatalog.Names.Contains(Strategy),
                "strategy",
                $"'{Strategy}'",
                $"one of {string.Join(", ", StrategyCatalog.Names)}")
            .Name("account", Account)
            .Above("risk_per_trade_fraction", RiskPerTradeFraction, 0m, 0.02m)
            .Above("position_fraction_max", PositionFractionMax, 0m, 1m)
            .Within("leverage", Leverage, 1m, 100m)
            .Within("confidence_min", ConfidenceMin, 0.0, 1.0)
            .Within("hold_max", HoldMax, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365))
            .Within("positions_max", PositionsMax, 1, 1_000)
            .Within("signal_types (count)", SignalTypes.IsDefault ? 0 : SignalTypes.Length, 1, 100);
        foreach (var type in SignalTypes.IsDefault ? [] : SignalTypes)
        {
            mistakes.Name("signal_types", type);
        }

        return mistakes.Found;
    }
}

using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Paper;

/// <summary>Costs of trading at the paper exchange.</summary>
/// <param name="TakerFeeFraction">Fee of market orders and stops, as a share of notional, [0, 0.05].</param>
/// <param name="MakerFeeFraction">Fee of limits and targets, as a share of notional, [-0.01, 0.05]; negative is a
/// rebate.</param>
/// <param name="SlippageFraction">How much worse than the candle's price a market order or stop fills, [0,
/// 0.1].</param>
public sealed record PaperOptions(
    decimal TakerFeeFraction,
    decimal MakerFeeFraction,
    decimal SlippageFraction) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("taker_fee_fraction", TakerFeeFraction, 0m, 0.05m)
        .Within("maker_fee_fraction", MakerFeeFraction, -0.01m, 0.05m)
        .Within("slippage_fraction", SlippageFraction, 0m, 0.1m)
        .Found;
}

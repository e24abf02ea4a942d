using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Scanners.Trend;

/// <summary>Tells that price goes one way without much of a detour, and lies on that side of its mean.</summary>
public sealed class TrendScanner(TrendOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (view, facts) => [Look(view, facts.Price)]);

    private Claim? Look(CoinView view, PriceFacts price)
    {
        if (price.EfficiencyFraction is not { } efficiency
            || Math.Abs(efficiency) < options.EfficiencyFractionMin
            || view is not { AtrQuote: > 0.0, TrendFraction: { } trend, LastPriceQuote: { } lastQuote })
        {
            return null;
        }

        var last = (double)lastQuote;
        var trendAtr = trend * last / view.AtrQuote.Value;
        var direction = efficiency > 0.0 ? Side.Buy : Side.Sell;
        var stop = last - (direction.Sign() * options.StopAtr * view.AtrQuote.Value);
        return direction.Sign() * trendAtr < options.TrendAtrMin || stop <= 0.0
            ? null
            : new Claim(
                direction == Side.Buy ? "up" : "down",
                direction,
                Math.Abs(efficiency),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Math.Abs(efficiency):0%} of the way went {(direction == Side.Buy ? "up" : "down")} "
                        + $"(least {options.EfficiencyFractionMin:0%}); "
                        + $"price is {trendAtr:+0.0;-0.0} ATR from its mean."),
                ])
            {
                StopQuote = StatisticalPrice.ToQuote(stop),
            };
    }
}

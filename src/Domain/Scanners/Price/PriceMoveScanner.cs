using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Domain.Scanners.Price;

/// <summary>Tells that price has run farther within a few candles than it usually does.</summary>
public sealed class PriceMoveScanner(PriceMoveOptions options) : IScanner
{
    /// <inheritdoc/>
    public string Agent => options.Terms.Agent;

    /// <inheritdoc/>
    public string SignalType => options.Terms.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        ScannerTurn.Each(state, options.Terms, watermark, coins, (_, facts) => [Look(facts.Price)]);

    private Claim? Look(PriceFacts price)
    {
        if (price is not { MoveAtr: { } moveAtr, MoveFraction: { } moveFraction }
            || Math.Abs(moveAtr) < options.MoveAtrMin
            || Math.Abs(moveFraction) < options.MoveFractionMin)
        {
            return null;
        }

        return new Claim(
            moveAtr > 0.0 ? "up" : "down",
            Direction: null,
            Claim.ConfidenceOf(moveAtr, options.MoveAtrMin),
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Price moved {moveFraction:+0.0%;-0.0%} ({moveAtr:+0.0;-0.0} ATR; "
                    + $"least {options.MoveAtrMin:0.0})."),
            ]);
    }
}

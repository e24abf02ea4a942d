using WhaleStack.Messages.Clock;

namespace WhaleStack.Domain.Backtests;

/// <summary>The live decisions driven by a plain loop over steps.</summary>
/// <remarks>
/// Per step, in the order of the actors' chain: paper exchange, execution, portfolio (booking, then marking), coins,
/// scanner, trader, risk, and orders placed at the exchange. Fills at the end of history come from the two steps of
/// <see cref="Clock.StepSequencer.Finish"/>, which the steps include.
/// </remarks>
public static class Backtest
{
    /// <summary>Runs all steps.</summary>
    /// <exception cref="ArgumentException">Options have mistakes; the message names them.</exception>
    public static BacktestResult Run(IEnumerable<MarketStep> steps, BacktestOptions options)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(options);
        var run = new BacktestRun(options);
        foreach (var step in steps)
        {
            run.Advance(step);
        }

        return run.Result();
    }
}

namespace WhaleStack.Quant;

/// <summary>What a bar opened and closed.</summary>
/// <param name="LongQuote">Opened longs, not negative.</param>
/// <param name="ShortQuote">Opened shorts, not negative.</param>
/// <param name="ClosedFraction">Share of the positions before it that was closed, 0 to 0.5.</param>
/// <param name="IsMeasured">Whether open interest says so; otherwise it is the volume proxy.</param>
public readonly record struct PositionFlow(
    double LongQuote, double ShortQuote, double ClosedFraction, bool IsMeasured)
{
    /// <summary>Name of open interest as a source of inflow, as people see it.</summary>
    public const string SourceName = "open interest";

    /// <summary>Most of all positions that one bar is believed to close.</summary>
    public const double ClosedFractionMax = 0.5;

    /// <summary>Estimates the flow of a bar.</summary>
    /// <param name="bar">The bar, already checked.</param>
    /// <param name="lastOpenInterestBase">Open interest before it; NaN when not known.</param>
    /// <param name="priceQuote">The price its positions were opened at.</param>
    /// <param name="options">The model's parameters.</param>
    /// <remarks>
    /// Formula: O = min(max(dOI, 0) + c min(B, S), V); C = max(-dOI - L / p, 0) + c min(B, S);
    /// long = O p (1 + t (2b - 1)), short = O p (1 - t (2b - 1)); closed = C / OI before. Where: dOI = change of open
    /// interest, B and S = takers' buying and selling, V = B + S, c = churn, L = observed liquidations (they leave by
    /// the sweep of their level), b = B / V, t = tilt. Where takers are not known, b is that of <see
    /// cref="VolumeProxy"/>; where open interest is not, O = f V / 2 with f = proxy, and nothing is closed. Unit: base
    /// inside, quote outside. Source: ours; every contract opened has a long and a short, so that without tilt both are
    /// O p. Cost: O(1).
    /// </remarks>
    public static PositionFlow Of(
        in MarketBar bar, double lastOpenInterestBase, double priceQuote, HeatmapModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var isMeasured = bar.OpenInterestBase >= 0.0 && lastOpenInterestBase >= 0.0;
        var change = isMeasured ? bar.OpenInterestBase - lastOpenInterestBase : 0.0;
        var buyShare = BuyShare(bar);
        var traded = bar.TurnoverQuote / priceQuote;
        var churn = isMeasured
            ? options.ChurnFraction * traded * Math.Min(buyShare, 1.0 - buyShare)
            : options.ProxyFraction * traded / 2.0;
        var openedQuote = Math.Min(Math.Max(change, 0.0) + churn, traded) * priceQuote;
        var tilt = options.TakerTiltFraction * ((2.0 * buyShare) - 1.0);
        var liquidated = (Known(bar.LiquidatedLongsQuote) + Known(bar.LiquidatedShortsQuote)) / priceQuote;
        var closedFraction = isMeasured && lastOpenInterestBase > 0.0
            ? (Math.Max(-change - liquidated, 0.0) + churn) / lastOpenInterestBase
            : 0.0;
        return new PositionFlow(
            openedQuote * (1.0 + tilt),
            openedQuote * (1.0 - tilt),
            Math.Min(closedFraction, ClosedFractionMax),
            isMeasured);
    }

    private static double BuyShare(in MarketBar bar)
    {
        if (bar.TakerBuyBase >= 0.0 && bar.VolumeBase > 0.0)
        {
            return Math.Clamp(bar.TakerBuyBase / bar.VolumeBase, 0.0, 1.0);
        }

        var range = bar.High - bar.Low;
        return range > 0.0 ? Math.Clamp((1.0 + ((bar.Close - bar.Open) / range)) / 2.0, 0.0, 1.0) : 0.5;
    }

    private static double Known(double value) => double.IsNaN(value) ? 0.0 : value;
}

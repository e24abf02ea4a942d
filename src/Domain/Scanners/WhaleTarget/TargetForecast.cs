using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Coins;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.WhaleTarget;

/// <summary>How likely a target is to be reached, by when, and why.</summary>
/// <remarks>The probability is that price touches the target, not that it does so before the stop: the model knows how
/// far price gets, not which way it goes first (docs/evaluation.md).</remarks>
/// <param name="Probability">Of the shortest time, 0 to 1.</param>
/// <param name="Reasons">For a person.</param>
internal sealed record TargetForecast(double Probability, ImmutableArray<string> Reasons)
{
    /// <summary>The forecast for a target; null while the coin does not tell what is needed.</summary>
    /// <param name="model">The fitted prediction.</param>
    /// <param name="view">The coin.</param>
    /// <param name="targetPrice">The target, quote per base.</param>
    /// <param name="time">Event time of the claim.</param>
    public static TargetForecast? Of(TargetModel model, CoinView view, double targetPrice, DateTimeOffset time)
    {
        if (view is not { LastPriceQuote: { } priceQuote, AtrQuote: > 0.0, Facts: { Interval.Ticks: > 0 } facts }
            || facts.Price.MonthRangeFraction is not { } monthRange || monthRange <= 0.0)
        {
            return null;
        }

        var price = (double)priceQuote;
        var atrFraction = view.AtrQuote.Value / price / Math.Sqrt(facts.Interval.TotalHours);
        var distance = Math.Abs(Math.Log(targetPrice / price));
        var level = new EvaluatedLevel(
            targetPrice > price ? LiquidationSide.Shorts : LiquidationSide.Longs,
            targetPrice,
            MassQuote: 1.0,
            WidthFraction: 0.0,
            distance,
            distance / atrFraction,
            MassShare: 1.0);
        var market = Unknown with { AtrFraction = atrFraction, MonthRangeFraction = monthRange };
        var predictions = model.Predict(new Decision(Bar: 0, time, price, market, [level]));
        return predictions is [var first, ..] && double.IsFinite(first.Probability)
            ? new TargetForecast(first.Probability, [Chances(predictions, time), Why(first)])
            : null;
    }

    private static MarketState Unknown { get; } = new(
        double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN,
        double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    private static string Chances(ImmutableArray<TargetPrediction> predictions, DateTimeOffset time) =>
        "Reached with " + string.Join(", ", predictions.Select(prediction => string.Create(
            CultureInfo.InvariantCulture,
            $"{prediction.Probability:0%} by {(time + prediction.Horizon).UtcDateTime:yyyy-MM-dd HH:mm}"))) + " UTC.";

    private static string Why(TargetPrediction prediction) => string.Create(
        CultureInfo.InvariantCulture,
        $"{prediction.Horizon.TotalHours:0} h: ")
        + string.Join(", ", prediction.Reasons
            .GroupBy(reason => IsReach(reason) ? "distance" : "weekend", StringComparer.Ordinal)
            .Select(reasons => string.Create(
                CultureInfo.InvariantCulture,
                $"{Words(reasons.Key, reasons)} {reasons.Sum(reason => reason.LogOdds):+0.0;-0.0;0.0}")))
        + " in log-odds.";

    private static bool IsReach(TargetReason reason) =>
        reason.Feature.StartsWith("reach", StringComparison.Ordinal);

    private static string Words(string group, IEnumerable<TargetReason> reasons)
    {
        double? ValueOf(string feature) =>
            reasons.Where(reason => reason.Feature == feature).Select(reason => (double?)reason.Value).FirstOrDefault();
        return group == "distance"
            ? string.Create(CultureInfo.InvariantCulture, $"{ValueOf("reach"):0.0} usual hourly ranges away")
            : string.Create(CultureInfo.InvariantCulture, $"{ValueOf("weekend_day_ahead"):0%} of the next day weekend");
    }
}

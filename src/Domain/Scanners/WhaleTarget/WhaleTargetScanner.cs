using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Scanners.WhaleTarget;

/// <summary>Predicts which heavy cluster of liquidation levels price is being driven to. Pure.</summary>
public sealed class WhaleTargetScanner : IScanner
{
    private readonly WhaleTargetOptions _options;

    /// <summary>Makes it.</summary>
    public WhaleTargetScanner(WhaleTargetOptions options) => _options = options;

    /// <inheritdoc/>
    public string Agent => _options.Agent;

    /// <inheritdoc/>
    public string SignalType => _options.SignalType;

    /// <inheritdoc/>
    public ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins) =>
        Decide(state, _options, watermark, coins);

    /// <summary>
    /// The signals of a watermark, by instrument. A watermark that was answered gives the same answer again, an
    /// older one nothing; so does the end of history. Only warm coins are looked at.
    /// </summary>
    public static ImmutableArray<SignalEvents.SignalRaised> Decide(
        ScannerState state,
        WhaleTargetOptions options,
        Watermark watermark,
        IReadOnlyList<CoinEvents.CoinUpdated> coins)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(watermark);
        ArgumentNullException.ThrowIfNull(coins);
        if (state.LastRaisedAt is { } last && watermark <= last)
        {
            return watermark == last ? state.LastRaised : [];
        }

        if (watermark.Phase == StepPhase.Flatten)
        {
            return [];
        }

        var model = ModelOf(options);
        return
        [
            .. coins
                .Where(coin => coin.View.Condition == CoinCondition.Live && !ScannerTurn.IsSpot(coin.View))
                .Where(coin => IsRested(state, options, watermark, coin.Coin))
                .OrderBy(coin => coin.Coin)
                .Select(coin => Told(model, coin.View, Predict(options, watermark, coin.View)))
                .OfType<Signal>()
                .Select(signal => new SignalEvents.SignalRaised(signal, watermark)),
        ];
    }

    /// <summary>The id of a signal: the same claim has the same id, whoever works it out again.</summary>
    public static string SignalId(WhaleTargetOptions options, InstrumentId coin, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return string.Create(
            CultureInfo.InvariantCulture, $"{options.Agent}|{coin}|{options.SignalType}|{time.UtcDateTime:O}");
    }

    private static bool IsRested(
        ScannerState state, WhaleTargetOptions options, Watermark watermark, InstrumentId coin) =>
        !state.LastByCoin.TryGetValue(coin, out var last) || watermark.Time - last >= options.CoolDown;

    private static TargetModel? ModelOf(WhaleTargetOptions options) => options.Predictor switch
    {
        TargetPredictor.Pull => null,
        TargetPredictor.Model => new TargetModel(options.Model
            ?? throw new ArgumentException("Model is null; predictor 'model' needs it.", nameof(options))),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Predictor, "Unknown predictor."),
    };

    /// <summary>The signal with the model's probability and reasons; none without the facts that they need.</summary>
    private static Signal? Told(TargetModel? model, CoinView view, Signal? signal)
    {
        if (model is null || signal is not { TargetQuote: { } targetQuote })
        {
            return signal;
        }

        return TargetForecast.Of(model, view, (double)targetQuote, signal.Time) is { } forecast
            ? signal with
            {
                ConfidenceFraction = forecast.Probability,
                Reasons = [.. signal.Reasons, .. forecast.Reasons],
            }
            : null;
    }

    private static Signal? Predict(WhaleTargetOptions options, Watermark watermark, CoinView view)
    {
        if (ClusterPull.Of(view, options) is not { Target: { } cluster } pull
            || Math.Abs(pull.Score) < options.ScoreMin)
        {
            return null;
        }

        var entryQuote = view.LastPriceQuote!.Value;
        var direction = pull.Score > 0.0 ? Side.Buy : Side.Sell;
        var sign = direction.Sign();
        var price = (double)entryQuote;
        // The near edge: price need not reach the middle of a cluster to set it off.
        var target = (double)cluster.PriceQuote * (1.0 - (sign * cluster.WidthFraction / 2.0));
        var stop = price - (sign * options.StopAtr * view.AtrQuote!.Value);
        var rewardRisk = sign * (target - price) / (sign * (price - stop));
        if (stop <= 0.0 || target <= 0.0 || rewardRisk <= 0.0 || rewardRisk < options.RewardRiskMin)
        {
            return null;
        }

        return new Signal(
            SignalId(options, view.Coin, watermark.Time),
            options.Agent,
            options.SignalType,
            view.Coin,
            watermark.Time,
            direction,
            entryQuote,
            StatisticalPrice.ToQuote(stop),
            StatisticalPrice.ToQuote(target),
            Math.Min(1.0, Math.Abs(pull.Score)),
            Reasons(options, view, pull, cluster, rewardRisk),
            watermark.Time + options.SignalLife);
    }

    private static ImmutableArray<string> Reasons(
        WhaleTargetOptions options, CoinView view, ClusterPull pull, ClusterView cluster, double rewardRisk)
    {
        var whose = cluster.PositionSide == Side.Sell ? "shorts" : "longs";
        var where = cluster.PositionSide == Side.Sell ? "above" : "below";
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cluster.MassQuote / 1e6:0.0} M of {whose} at {cluster.PriceQuote:G6}, "
                + $"{Math.Abs(cluster.DistanceFraction):0.0%} ({pull.TargetDistanceAtr:0.0} ATR) {where} the price."),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Pull {Share(pull.Above, pull):0%} above to {Share(pull.Below, pull):0%} below; "
                + $"price is {view.TrendFraction:+0.0%;-0.0%;0.0%} from its trend."),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Score {Math.Abs(pull.Score):0.00} (least {options.ScoreMin:0.00}), "
                + $"reward over risk {rewardRisk:0.0}."),
        ];
    }

    private static double Share(double part, ClusterPull pull) => part / (pull.Above + pull.Below);
}

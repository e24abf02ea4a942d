using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins;

/// <summary>Plays recorded bars into a coin, with the flows that are known of them.</summary>
/// <remarks>
/// What a bar sums up becomes one fact each, right before its close: one trade a taker's side, one forced close a side,
/// one ticker for open interest. What is not known is not made up. A bar that a coin refuses is counted.
/// </remarks>
public sealed class CoinReplay
{
    private const double AmountMax = 1e18;

    private readonly Coin _coin;
    private readonly InstrumentId _id;
    private readonly TimeSpan _interval;
    private readonly IReadOnlyList<FundingPoint> _fundings;
    private int _funded;

    /// <summary>Makes one.</summary>
    /// <param name="coin">The coin.</param>
    /// <param name="id">Its instrument.</param>
    /// <param name="interval">Length of the bars.</param>
    /// <param name="fundings">Settlements in order of time.</param>
    public CoinReplay(Coin coin, InstrumentId id, TimeSpan interval, IReadOnlyList<FundingPoint> fundings)
    {
        _coin = coin;
        _id = id;
        _interval = interval;
        _fundings = fundings;
    }

    /// <summary>Bars that the coin refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Plays one bar; bars come in order of time.</summary>
    public void Play(in MarketBar bar)
    {
        if (!(bar.High <= AmountMax && bar.VolumeBase <= AmountMax && bar.TurnoverQuote <= AmountMax)
            || bar.OpenInterestBase > AmountMax
            || bar.LiquidatedLongsQuote > AmountMax
            || bar.LiquidatedShortsQuote > AmountMax)
        {
            Refused++; // No decimal could hold it.
            return;
        }

        var last = bar.CloseTime - TimeSpan.FromMilliseconds(1);
        if (bar.OpenInterestBase >= 0.0)
        {
            Tell(new CoinCommands.ApplyTicker(
                _id, new Ticker(last, IsSnapshot: false, OpenInterestBase: (decimal)bar.OpenInterestBase)));
        }

        if (bar.TakerBuyBase >= 0.0)
        {
            Trade(bar, last, Side.Buy, bar.TakerBuyBase);
            Trade(bar, last, Side.Sell, bar.VolumeBase - bar.TakerBuyBase);
        }

        Liquidate(bar, last, Side.Buy, bar.LiquidatedLongsQuote);
        Liquidate(bar, last, Side.Sell, bar.LiquidatedShortsQuote);
        if (!Tell(new CoinCommands.ApplyCandle(_id, CandleOf(bar))))
        {
            Refused++;
        }

        for (; _funded < _fundings.Count && _fundings[_funded].Time <= bar.CloseTime; _funded++)
        {
            var funding = _fundings[_funded];
            Tell(new CoinCommands.ApplyFunding(_id, new FundingRate(funding.Time, (decimal)funding.RateFraction)));
        }
    }

    private Candle CandleOf(in MarketBar bar) => new(
        bar.CloseTime - _interval,
        _interval,
        (decimal)bar.Open,
        (decimal)bar.High,
        (decimal)bar.Low,
        (decimal)bar.Close,
        (decimal)bar.VolumeBase,
        (decimal)bar.TurnoverQuote);

    private void Trade(in MarketBar bar, DateTimeOffset time, Side side, double sizeBase)
    {
        if (sizeBase > 0.0)
        {
            var mean = (bar.Open + bar.High + bar.Low + bar.Close) / 4.0;
            Tell(new CoinCommands.ApplyTrades(
                _id, [new Trade(time, default, side, (decimal)mean, (decimal)sizeBase)]));
        }
    }

    private void Liquidate(in MarketBar bar, DateTimeOffset time, Side positionSide, double quote)
    {
        if (quote > 0.0)
        {
            Tell(new CoinCommands.ApplyLiquidations(
                _id,
                [new LiquidationPrint(time, positionSide, (decimal)bar.Close, (decimal)(quote / bar.Close))]));
        }
    }

    private bool Tell(Messages.Clock.IWithCoin command) => _coin.Apply(command).Refusal is null;
}

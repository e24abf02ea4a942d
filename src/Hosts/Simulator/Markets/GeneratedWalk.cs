using System.Collections.Immutable;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Markets;

/// <summary>The random walk of one coin, and what the house does along it.</summary>
public sealed class GeneratedWalk
{
    private const int LevelsASide = 60;
    private const int PastMinutes = 1_500;
    private const double TradeProbability = 0.6;
    private const double PullFraction = 0.002;

    private readonly Random _dice;
    private decimal _mid;
    private decimal _last;

    /// <summary>Makes it.</summary>
    public GeneratedWalk(GeneratedCoin coin, int seed)
    {
        Coin = coin;
        _dice = new Random(seed);
        _mid = coin.StartQuote;
        _last = coin.StartQuote;
        InterestBase = coin.InterestBase;
    }

    /// <summary>The coin.</summary>
    public GeneratedCoin Coin { get; }

    /// <summary>Open interest, both sides.</summary>
    public decimal InterestBase { get; private set; }

    /// <summary>The next funding rate: small, and of the sign of the premium.</summary>
    public decimal FundingRate { get; private set; } = 0.0001m;

    /// <summary>Candles of the time before: another walk that ends at the first price.</summary>
    public List<MinuteCandle> Past(DateTimeOffset now)
    {
        var length = TimeSpan.TicksPerMinute;
        var minute = new DateTimeOffset(now.UtcTicks / length * length, TimeSpan.Zero);
        var close = Coin.StartQuote;
        var candles = new List<MinuteCandle>();
        for (var i = 1; i <= PastMinutes; i++)
        {
            var open = Tick(close * Factor(25));
            var high = Tick(Math.Max(open, close) * (1m + Math.Abs(Factor(10) - 1m)));
            var low = Tick(Math.Min(open, close) * (1m - Math.Abs(Factor(10) - 1m)));
            var volume = Size(200 + (_dice.NextDouble() * 800));
            candles.Add(new MinuteCandle(
                minute.AddMinutes(-i), open, high, low, close, volume, Math.Round(volume * (open + close) / 2m, 4)));
            close = open;
        }

        candles.Reverse();
        return candles;
    }

    /// <summary>The commands of the next step.</summary>
    public IEnumerable<ExchangeCommand> Next(DeskTurn turn)
    {
        // Pulled back to where it started, so that it does not wander off for good.
        var pull = (double)((Coin.StartQuote - _mid) / Coin.StartQuote) * PullFraction;
        _mid *= Factor(1) * (1m + (decimal)pull);
        var isRising = _mid >= _last;
        _last = _mid;
        var index = Tick(_mid * Factor(0.2));
        FundingRate = Math.Round(0.0001m + ((_mid - index) / index), 8);
        InterestBase = Math.Max(Size(1), InterestBase + (Size(1) * (_dice.Next(2) == 0 ? 1 : -1)));
        yield return new ExchangeCommands.UpdatePrices(turn.Now, Coin.Id, Tick(_mid), index);

        // The side that the price moves away from goes first, so that the house never meets itself.
        Side[] sides = isRising ? [Side.Sell, Side.Buy] : [Side.Buy, Side.Sell];
        foreach (var side in sides)
        {
            yield return new ExchangeCommands.ReplaceHouseBook(turn.Now, Coin.Id, side, Levels(side));
        }

        if (_dice.NextDouble() < TradeProbability)
        {
            var taker = _dice.Next(2) == 0 ? Side.Buy : Side.Sell;
            var size = Size(_dice.NextDouble() * 0.8);
            var best = turn.Exchange.Depth(Coin.Id, taker.Opposite(), 1);
            if (best.Count > 0)
            {
                yield return new ExchangeCommands.PrintHouseTrade(turn.Now, Coin.Id, taker, best[0].PriceQuote, size);
            }
        }
    }

    private ImmutableArray<HouseLevel> Levels(Side side)
    {
        var tick = Coin.Terms.Instrument.TickQuote;
        var price = side == Side.Buy ? Tick(_mid) - tick : Tick(_mid) + tick;
        var levels = ImmutableArray.CreateBuilder<HouseLevel>(LevelsASide);
        for (var i = 0; i < LevelsASide; i++)
        {
            levels.Add(new HouseLevel(price, Size(0.2 + _dice.NextDouble() + (i * 0.05))));
            price -= side.Sign() * tick * (1 + _dice.Next(4));
        }

        return levels.ToImmutable();
    }

    private decimal Tick(decimal price)
    {
        var tick = Coin.Terms.Instrument.TickQuote;
        return Math.Max(tick, Math.Floor(price / tick) * tick);
    }

    private decimal Size(double factor)
    {
        var step = Coin.Terms.Instrument.StepBase;
        return Math.Max(step, Math.Floor(Coin.SizeBase * (decimal)factor / step) * step);
    }

    // 1 and a normal deviate (Box-Muller) of so many times the coin's volatility.
    private decimal Factor(double times)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - _dice.NextDouble()));
        var normal = radius * Math.Cos(2 * Math.PI * _dice.NextDouble());
        return 1m + (decimal)(normal * Coin.VolatilityFraction * times);
    }
}

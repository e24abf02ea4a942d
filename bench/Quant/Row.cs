using WhaleStack.Quant;

namespace WhaleStack.Bench.Quant;

/// <summary>One formula to be timed.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="TargetNanoseconds">What an element may cost: a fifth of what a published library needs.</param>
/// <param name="Stream">Adds all elements one by one to a new one; gives the last result.</param>
/// <param name="Batch">Computes all at once; gives the last result.</param>
internal sealed record Row(
    string Name, double TargetNanoseconds, Func<Market, double> Stream, Func<Market, double> Batch)
{
    private const int Period = 20;

    public static IReadOnlyList<Row> All { get; } =
    [
        OfSeries("SMA 20", 12, static () => new Sma(Period).Add,
            static m => Sma.Of(m.Closes, Period, m.Numbers)),
        OfSeries("EMA 20", 12, static () => new Ema(Period).Add,
            static m => Ema.Of(m.Closes, Period, m.Numbers)),
        OfSeries("WMA 20", 12, static () => new Wma(Period).Add,
            static m => Wma.Of(m.Closes, Period, m.Numbers)),
        OfSeries("RSI 14", 12, static () => new Rsi(14).Add, static m => Rsi.Of(m.Closes, 14, m.Numbers)),
        new("MACD 12 26 9", 12, StreamMacd, static m =>
        {
            Macd.Of(m.Closes, 12, 26, 9, m.Macds);
            return m.Macds[^1].Line;
        }),
        OfSeries("deviation 20", 60, static () => new StandardDeviation(Period).Add,
            static m => StandardDeviation.Of(m.Closes, Period, m.Numbers)),
        new("Bollinger 20", 60, StreamBollinger, static m =>
        {
            Bollinger.Of(m.Closes, Period, 2.0, m.Bands);
            return m.Bands[^1].Upper;
        }),
        new("ATR 14", 60, StreamAtr, static m =>
        {
            Atr.Of(m.Columns, 14, m.Numbers);
            return m.Numbers[^1];
        }),
        new("ADX 14", 60, StreamAdx, static m =>
        {
            Adx.Of(m.Columns, 14, m.Trends);
            return m.Trends[^1].Dx;
        }),
        new("Stochastic 14 3 3", 60, StreamStochastic, static m =>
        {
            Stochastic.Of(m.Columns, 14, 3, 3, m.Places);
            return m.Places[^1].K;
        }),
        new("Donchian 20", 60, StreamDonchian, static m =>
        {
            Donchian.Of(m.Columns, Period, m.Channels);
            return m.Channels[^1].Upper;
        }),
        OfPairs("OBV", 12, static m => m.Closes, static () => new Obv().Add,
            static m => Obv.Of(m.Closes, m.Volumes, m.Numbers)),
        OfPairs("CVD", 12, static m => m.Sold, static () => new Cvd().Add,
            static m => Cvd.Of(m.Sold, m.Volumes, m.Numbers)),
        OfPairs("VWAP 20", 60, static m => m.Closes, static () => new Vwap(Period).Add,
            static m => Vwap.Of(m.Closes, m.Volumes, Period, m.Numbers)),
    ];

    /// <summary>The yardstick: each element added to the sum of those before.</summary>
    public static double Adds(Market market)
    {
        var sum = 0.0;
        var numbers = market.Numbers;
        var closes = market.Closes;
        for (var i = 0; i < closes.Length; i++)
        {
            sum += closes[i];
            numbers[i] = sum;
        }

        return sum;
    }

    private static Row OfSeries(
        string name, double target, Func<Func<double, double?>> make, Func<Market, int> batch) => new(
        name,
        target,
        market =>
        {
            var add = make();
            double? last = null;
            foreach (var close in market.Closes)
            {
                last = add(close);
            }

            return last!.Value;
        },
        market =>
        {
            batch(market);
            return market.Numbers[^1];
        });

    private static Row OfPairs(
        string name,
        double target,
        Func<Market, double[]> firsts,
        Func<Func<double, double, double?>> make,
        Func<Market, int> batch) => new(
        name,
        target,
        market =>
        {
            var add = make();
            double? last = null;
            for (var i = 0; i < market.Volumes.Length; i++)
            {
                last = add(firsts(market)[i], market.Volumes[i]);
            }

            return last!.Value;
        },
        market =>
        {
            batch(market);
            return market.Numbers[^1];
        });

    private static double StreamMacd(Market market)
    {
        var macd = new Macd();
        foreach (var close in market.Closes)
        {
            macd.Add(close);
        }

        return macd.Value!.Value.Line;
    }

    private static double StreamBollinger(Market market)
    {
        var bollinger = new Bollinger(Period);
        foreach (var close in market.Closes)
        {
            bollinger.Add(close);
        }

        return bollinger.Value!.Value.Upper;
    }

    private static double StreamAtr(Market market)
    {
        var atr = new Atr(14);
        for (var i = 0; i < market.Closes.Length; i++)
        {
            atr.Add(market.Highs[i], market.Lows[i], market.Closes[i]);
        }

        return atr.Value!.Value;
    }

    private static double StreamAdx(Market market)
    {
        var adx = new Adx();
        for (var i = 0; i < market.Closes.Length; i++)
        {
            adx.Add(market.Highs[i], market.Lows[i], market.Closes[i]);
        }

        return adx.Value!.Value.Dx;
    }

    private static double StreamStochastic(Market market)
    {
        var stochastic = new Stochastic();
        for (var i = 0; i < market.Closes.Length; i++)
        {
            stochastic.Add(market.Highs[i], market.Lows[i], market.Closes[i]);
        }

        return stochastic.Value!.Value.K;
    }

    private static double StreamDonchian(Market market)
    {
        var donchian = new Donchian(Period);
        for (var i = 0; i < market.Closes.Length; i++)
        {
            donchian.Add(market.Highs[i], market.Lows[i]);
        }

        return donchian.Value!.Value.Upper;
    }
}

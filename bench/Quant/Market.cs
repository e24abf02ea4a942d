using WhaleStack.Quant;

namespace WhaleStack.Bench.Quant;

/// <summary>A random walk of candles in columns, and room for results.</summary>
internal sealed class Market
{
    public Market(int count)
    {
        var random = new SeededRandom(20_260_101);
        (Highs, Lows, Closes) = (new double[count], new double[count], new double[count]);
        (Volumes, Sold, Numbers) = (new double[count], new double[count], new double[count]);
        var price = 50_000.0;
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price *= Math.Exp(0.001 * random.NextNormal());
            Closes[i] = price;
            Highs[i] = Math.Max(open, price) * (1.0 + (0.0005 * random.NextDouble()));
            Lows[i] = Math.Min(open, price) * (1.0 - (0.0005 * random.NextDouble()));
            Volumes[i] = 100.0 * random.NextDouble();
            Sold[i] = 100.0 * random.NextDouble();
        }

        (Macds, Bands) = (new MacdValue[count], new BollingerValue[count]);
        (Channels, Places, Trends) = (new DonchianValue[count], new StochasticValue[count], new AdxValue[count]);
    }

    public double[] Highs { get; }

    public double[] Lows { get; }

    public double[] Closes { get; }

    public double[] Volumes { get; }

    public double[] Sold { get; }

    public double[] Numbers { get; }

    public MacdValue[] Macds { get; }

    public BollingerValue[] Bands { get; }

    public DonchianValue[] Channels { get; }

    public StochasticValue[] Places { get; }

    public AdxValue[] Trends { get; }

    public CandleColumns Columns => new(Highs, Lows, Closes);
}

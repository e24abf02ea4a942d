using System.Globalization;
using System.IO.Compression;

namespace WhaleStack.Quant.Tests.Support;

/// <summary>A series of candles in columns, made up or recorded.</summary>
internal sealed record Candles(double[] Highs, double[] Lows, double[] Closes, double[] Volumes)
{
    public int Count => Closes.Length;

    public CandleColumns Columns => new(Highs, Lows, Closes);

    /// <summary>The recorded hours of BTC that ship with the repository.</summary>
    public static Candles Recorded() => FromCsv(Repository.PathOf("data/samples/bybit/candles_1h.csv.gz"), "BTC");

    /// <summary>A random walk with now and then a jump, a pause or a candle without volume.</summary>
    public static Candles Walk(ulong seed, int count)
    {
        var random = new SeededRandom(seed);
        var candles = new Candles(new double[count], new double[count], new double[count], new double[count]);
        var price = 100.0;
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price *= random.NextBelow(10) == 0 ? 1.0 : Math.Exp(0.01 * random.NextNormal());
            price *= random.NextBelow(500) == 0 ? 1.2 : 1.0;
            candles.Closes[i] = price;
            candles.Highs[i] = Math.Max(open, price) * (1.0 + (0.005 * random.NextDouble()));
            candles.Lows[i] = Math.Min(open, price) * (1.0 - (0.005 * random.NextDouble()));
            candles.Volumes[i] = random.NextBelow(20) == 0 ? 0.0 : 1_000.0 * random.NextDouble();
        }

        return candles;
    }

    /// <summary>Reads timestamp,...,o,h,l,c,v rows; of a coin where a column names one.</summary>
    public static Candles FromCsv(string path, string? coin, int rowsMax = int.MaxValue)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        var rows = new List<string[]>();
        var coinColumn = Array.IndexOf(header, "coin");
        while (rows.Count < rowsMax && reader.ReadLine() is { } line)
        {
            var row = line.Split(',');
            if (coinColumn < 0 || row[coinColumn] == coin)
            {
                rows.Add(row);
            }
        }

        return new Candles(Column("high", "h"), Column("low", "l"), Column("close", "c"), Column("volume", "v"));

        double[] Column(string name, string alias)
        {
            var at = Math.Max(Array.IndexOf(header, name), Array.IndexOf(header, alias));
            return [.. rows.Select(row => double.Parse(row[at], CultureInfo.InvariantCulture))];
        }
    }
}

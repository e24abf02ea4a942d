using System.Globalization;
using System.IO.Compression;
using WhaleStack.Quant.Tests.Support;

namespace WhaleStack.Quant.Tests.Indicators;

/// <summary>Indicators against figures that a published library computed from the same recording.</summary>
public sealed class OracleSpecs
{
    private const string Oracle = "tests/Math.Tests/Indicators/oracles/BTC_indicators.csv.gz";
    private const string Recording = "candles/binance-usdm-5m/BTCUSDT_5m.csv.gz";
    private const double Tolerance = 1e-9;
    private const int Rows = 2_000;

    [SharedDataFact(Recording)]
    public void All_indicators_agree_with_the_published_figures()
    {
        var columns = ReadOracle();
        var all = Candles.FromCsv(Repository.SharedDataPathOf(Recording)!, coin: null, Rows);
        var compared = 0;
        foreach (var (column, values) in Ours(all))
        {
            var expected = columns[column];
            Assert.Equal(Rows, expected.Length);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.True(expected[i].HasValue == values[i].HasValue, $"{column} {i}: warm-up differs");
                if (expected[i] is { } e && values[i] is { } v)
                {
                    var miss = Math.Abs(v - e) / Math.Max(1.0, Math.Abs(e));
                    Assert.True(miss <= Tolerance, $"{column} {i}: {v:R}, expected {e:R}");
                    compared++;
                }
            }
        }

        Assert.InRange(compared, 51_000, 52_000); // 26 columns of 2,000 rows, less the warm-ups.
    }

    private static IEnumerable<(string Column, double?[] Values)> Ours(Candles all) =>
        [.. Averages(all), .. Bands(all), .. Trends(all)];

    private static IEnumerable<(string Column, double?[] Values)> Averages(Candles all)
    {
        double?[] Close(Func<double, double?> add) => [.. all.Closes.Take(Rows).Select(add)];

        MacdValue?[] macd = [.. all.Closes.Take(Rows).Select(new Macd().Add)];
        yield return ("sma20", Close(new Sma(20).Add));
        yield return ("ema20", Close(new Ema(20).Add));
        yield return ("rsi14", Close(new Rsi(14).Add));
        yield return ("macd_12_26", [.. macd.Select(static p => p?.Line)]);
        yield return ("macd_signal_9", [.. macd.Select(static p => p?.Signal)]);
        yield return ("macd_histogram", [.. macd.Select(static p => p?.Histogram)]);
        yield return ("macd_fast_ema12", Close(new Ema(12).Add));
        yield return ("macd_slow_ema26", Close(new Ema(26).Add));
    }

    private static IEnumerable<(string Column, double?[] Values)> Bands(Candles all)
    {
        BollingerValue?[] bands = [.. all.Closes.Take(Rows).Select(new Bollinger().Add)];
        yield return ("bb20_middle", [.. bands.Select(static p => p?.Middle)]);
        yield return ("bb20_upper_2sd", [.. bands.Select(static p => p?.Upper)]);
        yield return ("bb20_lower_2sd", [.. bands.Select(static p => p?.Lower)]);
        yield return ("bb20_percent_b", [.. bands.Select(static p => p?.PercentB)]);
        yield return ("bb20_zscore", [.. bands.Select(static p => p?.ZScore)]);
        yield return ("bb20_width", [.. bands.Select(static p => p?.Width)]);
        double?[] ranges = Map(all, new Atr(14).Add);
        yield return ("true_range", Map(all, new Atr(1).Add));
        yield return ("atr14", ranges);
        yield return ("atr14_percent", [.. ranges.Zip(all.Closes, static (r, c) => 100.0 * r / c)]);
    }

    private static IEnumerable<(string Column, double?[] Values)> Trends(Candles all)
    {
        AdxValue?[] adx = Map(all, new Adx().Add);
        yield return ("pdi14", [.. adx.Select(static p => p?.PlusDi)]);
        yield return ("mdi14", [.. adx.Select(static p => p?.MinusDi)]);
        yield return ("dx14", [.. adx.Select(static p => p?.Dx)]);
        yield return ("adx14", [.. adx.Select(static p => p?.Average)]);
        yield return ("adxr14", [.. adx.Select(static p => p?.Rating)]);
        StochasticValue?[] stochastic = Map(all, new Stochastic().Add);
        yield return ("stoch14_3_3_k", [.. stochastic.Select(static p => p?.K)]);
        yield return ("stoch14_3_3_d", [.. stochastic.Select(static p => p?.D)]);
        yield return ("stoch14_3_3_j", [.. stochastic.Select(static p => p?.J)]);
        var obv = new Obv();
        yield return ("obv", [.. Enumerable.Range(0, Rows).Select(i => obv.Add(all.Closes[i], all.Volumes[i]))]);
    }

    private static T[] Map<T>(Candles all, Func<double, double, double, T> add) =>
        [.. Enumerable.Range(0, Rows).Select(i => add(all.Highs[i], all.Lows[i], all.Closes[i]))];

    private static Dictionary<string, double?[]> ReadOracle()
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Repository.PathOf(Oracle)), CompressionMode.Decompress));
        var header = reader.ReadLine()!.Split(',');
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split(','));
        }

        return header.Select((name, at) => (name, at)).ToDictionary(
            static column => column.name,
            column => rows.Select(row => row[column.at].Length == 0
                ? (double?)null
                : double.Parse(row[column.at], CultureInfo.InvariantCulture)).ToArray());
    }
}

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

    [SharedDataFact(Recording)]
    public void All_indicators_agree_with_the_published_figures()
    {
        var columns = ReadOracle();
        var all = Candles.FromCsv(Repository.SharedDataPathOf(Recording)!, coin: null);
        var compared = 0;
        foreach (var (column, values) in Ours(all))
        {
            var expected = columns[column];
            Assert.Equal(2_000, expected.Length);
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

    private static IEnumerable<(string Column, double?[] Values)> Ours(Candles all)
    {
        double?[] Map<T>(Func<int, T?> add, Func<T, double?> pick)
            where T : struct => [.. Enumerable.Range(0, 2_000).Select(i => add(i) is { } r ? pick(r) : null)];

        double?[] Close(Func<double, double?> add) => Map<double>(i => add(all.Closes[i]), static v => v);

        double?[] Candle<T>(Func<double, double, double, T?> add, Func<T, double?> pick)
            where T : struct => Map(i => add(all.Highs[i], all.Lows[i], all.Closes[i]), pick);

        double?[] Macd(Func<MacdValue, double?> pick)
        {
            var macd = new Macd();
            return Map(i => macd.Add(all.Closes[i]), pick);
        }

        double?[] Bands(Func<BollingerValue, double?> pick)
        {
            var bollinger = new Bollinger();
            return Map(i => bollinger.Add(all.Closes[i]), pick);
        }

        yield return ("sma20", Close(new Sma(20).Add));
        yield return ("ema20", Close(new Ema(20).Add));
        yield return ("rsi14", Close(new Rsi(14).Add));
        yield return ("macd_12_26", Macd(static p => p.Line));
        yield return ("macd_signal_9", Macd(static p => p.Signal));
        yield return ("macd_histogram", Macd(static p => p.Histogram));
        yield return ("macd_fast_ema12", Close(new Ema(12).Add));
        yield return ("macd_slow_ema26", Close(new Ema(26).Add));
        yield return ("bb20_middle", Bands(static p => p.Middle));
        yield return ("bb20_upper_2sd", Bands(static p => p.Upper));
        yield return ("bb20_lower_2sd", Bands(static p => p.Lower));
        yield return ("bb20_percent_b", Bands(static p => p.PercentB));
        yield return ("bb20_zscore", Bands(static p => p.ZScore));
        yield return ("bb20_width", Bands(static p => p.Width));
        yield return ("true_range", Candle<double>(new Atr(1).Add, static v => v));
        yield return ("atr14", Candle<double>(new Atr(14).Add, static v => v));
        var percent = Candle<double>(new Atr(14).Add, static v => v).Zip(all.Closes, static (a, c) => 100.0 * a / c);
        yield return ("atr14_percent", [.. percent]);
        yield return ("pdi14", Candle<AdxValue>(new Adx().Add, static p => p.PlusDi));
        yield return ("mdi14", Candle<AdxValue>(new Adx().Add, static p => p.MinusDi));
        yield return ("dx14", Candle<AdxValue>(new Adx().Add, static p => p.Dx));
        yield return ("adx14", Candle<AdxValue>(new Adx().Add, static p => p.Average));
        yield return ("adxr14", Candle<AdxValue>(new Adx().Add, static p => p.Rating));
        yield return ("stoch14_3_3_k", Candle<StochasticValue>(new Stochastic().Add, static p => p.K));
        yield return ("stoch14_3_3_d", Candle<StochasticValue>(new Stochastic().Add, static p => p.D));
        yield return ("stoch14_3_3_j", Candle<StochasticValue>(new Stochastic().Add, static p => p.J));
        var obv = new Obv();
        yield return ("obv", Map<double>(i => obv.Add(all.Closes[i], all.Volumes[i]), static v => v));
    }

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

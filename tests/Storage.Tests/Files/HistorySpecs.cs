using System.Globalization;
using System.IO.Compression;
using System.Text;
using WhaleStack.Quant;
using WhaleStack.Storage.Files.History;

namespace WhaleStack.Storage.Tests.Files;

/// <summary>Folders of recorded history, clean and otherwise.</summary>
public sealed class HistorySpecs : IDisposable
{
    private const string Start = "2026-01-01T00:00:00Z";
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Candles_become_bars_that_end_where_the_next_begins()
    {
        Write("ADAUSDT_1h.csv", "timestamp,open,high,low,close,volume", Hours(3).Select(t => $"{t},1,2,0.5,1.5,10"));
        var series = Assert.Single(Read().Series);
        Assert.Equal(("unknown", "ADA", TimeSpan.FromHours(1)), (series.Venue, series.Coin, series.Interval));
        Assert.Equal(3, series.Bars.Count);
        var bar = series.Bars[0];
        Assert.Equal(Time(1), bar.CloseTime);
        Assert.Equal((1.0, 2.0, 0.5, 1.5, 10.0, 12.5), // Turnover = 10 x (1 + 2 + 0.5 + 1.5) / 4.
            (bar.Open, bar.High, bar.Low, bar.Close, bar.VolumeBase, bar.TurnoverQuote));
        Assert.True(double.IsNaN(bar.TakerBuyBase) && double.IsNaN(bar.OpenInterestBase));
        Assert.True(double.IsNaN(bar.LiquidatedLongsQuote) && double.IsNaN(bar.LiquidatedShortsQuote));
    }

    [Theory]
    [InlineData("1767225600", "1767229200")]
    [InlineData("1767225600.0", "1767229200.0")]
    [InlineData("1767225600000", "1767229200000")]
    [InlineData("1767225600000000", "1767229200000000")]
    [InlineData("1767225600000000000", "1767229200000000000")]
    [InlineData("2026-01-01 00:00:00+00:00", "2026-01-01 01:00:00+00:00")]
    [InlineData("2026-01-01", "2026-01-01 01:00")]
    public void Times_may_be_written_in_many_ways(string first, string second)
    {
        Write("X.csv", "coin;time;o;h;l;c;v", [$"ABC/USDT;{first};1;1;1;1;0", $"ABCUSDT;{second};1;1;1;1;0"]);
        var series = Assert.Single(Read().Series);
        Assert.Equal("ABC", series.Coin);
        Assert.Equal([Time(1), Time(2)], series.Bars.Select(bar => bar.CloseTime));
    }

    [Fact]
    public void A_monthly_dump_without_names_is_known_by_its_columns()
    {
        var rows = Enumerable.Range(0, 2).Select(i =>
            $"{1767225600000 + (i * 300000)},2,2,2,2,5,{1767225899999 + (i * 300000)},10,7,3,6,0");
        Write("binance/SUIUSDT-5m-2026-01.csv", rows.First(), rows.Skip(1));
        var series = Assert.Single(Read().Series);
        Assert.Equal(("binance", "SUI", TimeSpan.FromMinutes(5)), (series.Venue, series.Coin, series.Interval));
        Assert.Equal((5.0, 10.0, 3.0),
            (series.Bars[0].VolumeBase, series.Bars[0].TurnoverQuote, series.Bars[0].TakerBuyBase));
    }

    [Fact]
    public void Garbage_is_named_by_file_line_field_and_value_and_the_rest_is_read()
    {
        Write("ADA.csv", "timestamp,open,high,low,close,volume",
            [.. Hours(3).Select(t => $"{t},1,2,0.5,1.5,10"), "2026-01-01T03:00:00Z,1,2,0.5,-7,10", "x,1,1,1,1,1"]);
        File.WriteAllBytes(_temp.File("BAD.csv.gz"), [1, 2, 3]);
        File.WriteAllBytes(_temp.File("BIN.csv"), [.. Enumerable.Repeat((byte)7, 200_000)]);
        Write("NOISE.csv", "timestamp,open,high,low,close,volume", Enumerable.Repeat("?,?,?", 1000));
        Write("prices.csv", "timestamp,open,high,low,close,volume", ["1,1,1,1,1,1"]);
        var reading = Read();
        Assert.Equal(3, Assert.Single(reading.Series).Bars.Count);
        Assert.Equal(["ADA.csv.gz"], reading.FilesUsed);
        var notes = reading.Notes.Select(note => $"{note}").ToList();
        Assert.Contains("ADA.csv.gz, line 5: Close is '-7'; expected a number above 0. The row is left out.", notes);
        Assert.Contains("ADA.csv.gz, line 6: Time is 'x'; expected a time after 2009. The row is left out.", notes);
        Assert.Contains(notes, note => note.StartsWith("BAD.csv.gz: cannot be read", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("BIN.csv: cannot be read", StringComparison.Ordinal));
        Assert.Contains("NOISE.csv.gz: has more than 20 mistakes, so nothing of it is used.", notes);
        Assert.Contains(notes, note => note.StartsWith("prices.csv.gz, line 1: neither", StringComparison.Ordinal));
    }

    [Fact]
    public void Gaps_doubles_and_disorder_are_mended_and_named()
    {
        var rows = Hours(10).Where((_, i) => i is not 4 and not 5).Select(t => $"{t},1,1,1,1,1").ToList();
        (rows[0], rows[1]) = (rows[1], rows[0]);
        rows.Add(rows[3]);
        rows.Add(rows[3].Replace(",1,1,1,1,1", ",2,2,2,2,2", StringComparison.Ordinal));
        Write("ADA.csv", "timestamp,open,high,low,close,volume", rows);
        var reading = Read();
        var bars = Assert.Single(reading.Series).Bars;
        Assert.Equal(8, bars.Count);
        Assert.All(bars, bar => Assert.Equal(1.0, bar.Close));
        Assert.Equal(bars.OrderBy(bar => bar.CloseTime), bars);
        Assert.Equal(
            [
                "2 rows are earlier than the row before; sorted.",
                "1 rows stand twice, alike; one of each is used.",
                "1 times have two rows that differ, the first at 2026-01-01 03:00; the first read is used.",
                "2 bars are missing in 1 gaps, the first after 2026-01-01 03:00.",
            ],
            reading.Notes.Select(note => note.Words));
    }

    [Fact]
    public void A_value_reaches_a_bar_only_once_it_was_known()
    {
        Write("ADA.csv", "timestamp,open,high,low,close,volume", Hours(12).Select(t => $"{t},2,2,2,2,1"));
        // The close of the four hours from 00:00 is known at 04:00.
        Write("futures_openInterest_ohlc_aggregated_history_ADA.csv", "time,open,high,low,close",
            ["2026-01-01T00:00:00Z,1,1,1,100", "2026-01-01T04:00:00Z,1,1,1,300"]);
        Write("ADA_liquidation.csv", "time,long_usd,short_usd",
            ["2026-01-01T00:00:00Z,5,6", "2026-01-01T04:00:00Z,7,8"]);
        var series = Assert.Single(Read().Series);
        Assert.All(series.Bars.Take(3), bar => Assert.True(double.IsNaN(bar.OpenInterestBase)));
        Assert.All(series.Bars.Skip(3).Take(4), bar => Assert.Equal(50.0, bar.OpenInterestBase));
        Assert.All(series.Bars.Skip(7).Take(4), bar => Assert.Equal(150.0, bar.OpenInterestBase));
        Assert.Equal(
            [new LiquidationInterval(Time(0), Time(4), 5, 6), new LiquidationInterval(Time(4), Time(8), 7, 8)],
            series.Liquidations);
    }

    [Fact]
    public void One_source_of_open_interest_is_used_and_never_two()
    {
        Write("binance/ADA.csv", "timestamp,open,high,low,close,volume", Hours(6).Select(t => $"{t},1,1,1,1,1"));
        Write("binance/ADA_oi.csv", "t,oi", Hours(3).Select(t => $"{t},10"));
        Write("ADA_oi.csv", "t,oi", Hours(6).Select(t => $"{t},99"));
        Assert.All(Assert.Single(Read().Series).Bars, bar => Assert.Equal(99.0, bar.OpenInterestBase));
    }

    [Fact]
    public void Single_liquidations_are_summed_into_the_bar_they_fall_into()
    {
        Write("ADA.csv", "timestamp,open,high,low,close,volume", Hours(7).Select(t => $"{t},1,1,1,1,1"));
        Write("forceorder.csv", "timestamp,symbol,side,price,base_qty",
            [
                $"{Start},ADAUSDT,SELL,2,3", "2026-01-01T02:10:00Z,ADAUSDT,SELL,1,4",
                "2026-01-01T02:59:00Z,ADAUSDT,BUY,1,5", "2026-01-01T03:30:00Z,ADAUSDT,BUY,1,1",
            ]);
        Write("later/forceorder.csv", "timestamp,symbol,side,price,base_qty",
            ["2026-01-01T05:00:00Z,ADAUSDT,SELL,1,7", "2026-01-01T06:00:00Z,ADAUSDT,SELL,1,8"]);
        var bars = Assert.Single(Read().Series).Bars;
        // The fourth hour was not seen whole, and between the files nothing was: not known is not zero.
        Assert.Equal([6.0, 0.0, 4.0, double.NaN, double.NaN, 7.0, double.NaN],
            bars.Select(bar => bar.LiquidatedLongsQuote));
        Assert.Equal([0.0, 0.0, 5.0, double.NaN, double.NaN, 0.0, double.NaN],
            bars.Select(bar => bar.LiquidatedShortsQuote));
    }

    [Fact]
    public void Sums_of_liquidations_come_from_one_source_and_fill_whole_bars_only()
    {
        Write("ADA.csv", "timestamp,open,high,low,close,volume", Hours(4).Select(t => $"{t},1,1,1,1,1"));
        Write("aggregated_ADA_liquidation.csv", "time,long_usd,short_usd",
            [$"{Start},100,100", "2026-01-01T02:00:00Z,200,200"]);
        Write("ADA_liquidation.csv", "time,long_usd,short_usd",
            Enumerable.Range(0, 7).Where(i => i != 3).Select(i => $"{Time(0).AddMinutes(30 * i):O},{i},1"));
        var series = Assert.Single(Read().Series);
        Assert.Empty(series.Liquidations); // The source of half hours has more rows.
        Assert.Equal([1.0, double.NaN, 9.0, double.NaN], series.Bars.Select(bar => bar.LiquidatedLongsQuote));
    }

    [Fact]
    public void Minutes_are_merged_to_five_and_incomplete_ones_left_out()
    {
        var minutes = Enumerable.Range(0, 14).Select(i => Time(0).AddMinutes(i));
        Write("ADA.csv", "timestamp,open,high,low,close,volume",
            minutes.Select((t, i) => $"{t:O},{i + 1},{i + 2},{i + 1},{i + 2},1"));
        var series = Assert.Single(Read().Series);
        Assert.Equal(TimeSpan.FromMinutes(5), series.Interval);
        Assert.Equal(2, series.Bars.Count);
        Assert.Equal((1.0, 6.0, 1.0, 6.0, 5.0), (series.Bars[0].Open, series.Bars[0].High, series.Bars[0].Low,
            series.Bars[0].Close, series.Bars[0].VolumeBase));
        Assert.Equal(Time(0).AddMinutes(5), series.Bars[0].CloseTime);
    }

    [Fact]
    public void Nothing_known_at_a_time_ends_after_it()
    {
        Write("ADA.csv", "timestamp,open,high,low,close,volume", Hours(8).Select(t => $"{t},1,1,1,1,1"));
        Write("ADA_funding.csv", "time,funding_rate", Hours(8).Select(t => $"{t},1.2e-05"));
        var past = Assert.Single(Read().Series).Until(Time(3));
        Assert.Equal(3, past.Bars.Count);
        Assert.Equal(4, past.Funding.Count);
        Assert.Equal(1.2e-05, past.Funding[0].RateFraction);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_one_clear_line() =>
        Assert.Contains(
            "there is none",
            Assert.Throws<StorageException>(() => HistoryReader.Read([_temp.File("absent")])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_shipped_year_has_five_coins_without_a_gap()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(root!.FullName, "data", "samples")))
        {
            root = root.Parent;
        }

        var reading = HistoryReader.Read([Path.Combine(root.FullName, "data", "samples")]);
        Assert.Equal(["BTC", "DOGE", "ETH", "HYPE", "SOL"], reading.Series.Select(series => series.Coin));
        Assert.All(reading.Series, series => Assert.Equal((8736, 1092), (series.Bars.Count, series.Funding.Count)));
        Assert.Empty(reading.Notes);
    }

    private static DateTimeOffset Time(int hours) =>
        DateTimeOffset.Parse(Start, CultureInfo.InvariantCulture).AddHours(hours);

    private static IEnumerable<string> Hours(int count) =>
        Enumerable.Range(0, count).Select(i => Time(i).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private HistoryReading Read() => HistoryReader.Read([_temp.Path]);

    private void Write(string name, string header, IEnumerable<string> rows)
    {
        var path = _temp.File(name + ".gz");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)))); // No end after the last line.
    }
}

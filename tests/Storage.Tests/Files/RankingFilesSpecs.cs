using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.Reports;

namespace WhaleStack.Storage.Tests.Files;

/// <summary>Rankings as files that people read while a node writes.</summary>
public sealed class RankingFilesSpecs : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_newest_of_a_running_node_is_read_back_whole()
    {
        using var data = DataDirectory.Open(_temp.Path);
        Assert.Null(RankingFiles.Newest(_temp.Path));
        var files = new RankingFiles(data);
        files.Keep(Report(Noon));
        files.Keep(Report(Noon.AddHours(11)));
        files.Keep(Report(Noon.AddHours(12)));
        Assert.Equal(
            ["ranking-2026-03-05.jsonl", "ranking-2026-03-06.jsonl"],
            Directory.GetFiles(_temp.File("reports/daily")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        AssertSame(Report(Noon.AddHours(12)), RankingFiles.Newest(_temp.Path));
        Assert.True(DataFolders.Knows("reports/daily"));
    }

    [Fact]
    public void A_line_that_a_crash_cut_is_passed_over_and_the_next_is_whole()
    {
        using var data = DataDirectory.Open(_temp.Path);
        var files = new RankingFiles(data);
        files.Keep(Report(Noon));
        var path = _temp.File("reports/daily/ranking-2026-03-05.jsonl");
        File.AppendAllText(path, """{"time":"2026-03-05T13:""");
        AssertSame(Report(Noon), RankingFiles.Newest(_temp.Path));
        files.Keep(Report(Noon.AddHours(2)));
        AssertSame(Report(Noon.AddHours(2)), RankingFiles.Newest(_temp.Path));
        Assert.Equal(3, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var error = Assert.Throws<StorageException>(() => RankingFiles.Newest(_temp.File("absent")));
        Assert.Contains("absent", error.Message, StringComparison.Ordinal);
    }

    private static RankingReport Report(DateTimeOffset time) => new(
        time,
        [
            new CoinRank(
                InstrumentId.Parse("bybit:BTCUSDT"),
                0.75,
                [new RankedPart(RankPart.OpenInterest, -0.03, 0.75, 1.0)]),
        ],
        [InstrumentId.Parse("bybit:ETHUSDT")],
        [InstrumentId.Parse("binance:BTCUSDT")]);

    private static void AssertSame(RankingReport expected, RankingReport? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Time, actual.Time);
        Assert.Equal(expected.Warming.AsEnumerable(), actual.Warming);
        Assert.Equal(expected.Missing.AsEnumerable(), actual.Missing);
        Assert.Equal(
            expected.Ranks.Select(rank => (rank.Coin, rank.ScoreFraction, rank.Parts.Single())),
            actual.Ranks.Select(rank => (rank.Coin, rank.ScoreFraction, rank.Parts.Single())));
    }
}

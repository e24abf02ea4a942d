using System.IO.Compression;
using WhaleStack.Quant;
using WhaleStack.Storage.Files.History;

namespace WhaleStack.Storage.Tests.Files;

/// <summary>Levels that somebody saw: snapshots of open positions, and single positions closed by force.</summary>
public sealed class HistoryLevelsSpecs : IDisposable
{
    private const string Snapshot =
        """
        { "lastUpdated": "2026-02-22T16:30:40.5Z", "tradersCount": 2, "data": {
          "ADA": { "currentPrice": 1, "longLiquidations": [ { "price": 0.9, "value": 50, "10x": 50 } ],
                   "shortLiquidations": [ { "price": 1.2, "value": 70.5 }, { "price": 1.3, "value": 0 } ] },
          "XRP": { "longLiquidations": [], "shortLiquidations": [] } } }
        """;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("levels.json")]
    [InlineData("deep/down/levels.json.gz")]
    public void Snapshots_of_positions_become_levels(string name)
    {
        Write(name, Snapshot);
        var reading = HistoryReader.Read([_temp.Path]);
        var levels = Assert.Single(reading.Positions);
        Assert.Equal("ADA", levels.Coin);
        Assert.Equal(new DateTimeOffset(2026, 2, 22, 16, 30, 40, 500, TimeSpan.Zero), levels.Time);
        Assert.Equal(
            [new(LiquidationSide.Longs, 0.9, 50), new(LiquidationSide.Shorts, 1.2, 70.5)], levels.Levels.ToArray());
        Assert.Equal([name], reading.FilesUsed);
        Assert.Contains(reading.Notes, note => note.Words == "has no levels of XRP.");
    }

    [Fact]
    public void Other_json_is_passed_over_and_wrong_levels_are_named()
    {
        Write("other.json", """{ "result": [1, 2] }""");
        Write("broken.json", "{ not json");
        Write("list.json", "[]");
        Assert.Empty(HistoryReader.Read([_temp.Path]).Notes);
        Write("wrong.json", Snapshot.Replace("0.9", "-1", StringComparison.Ordinal)
            .Replace("\"XRP\": { \"longLiquidations\": [],", "\"X R\": {}, \"XRP\": {", StringComparison.Ordinal));
        var reading = HistoryReader.Read([_temp.Path]);
        Assert.Equal(1.2, Assert.Single(Assert.Single(reading.Positions).Levels).Price);
        Assert.Contains(reading.Notes, note => note.Words.Contains("level 1: price must be", StringComparison.Ordinal));
        Assert.Contains(reading.Notes, note => note.Words.StartsWith("'X R' is no coin", StringComparison.Ordinal));
        Assert.Contains(reading.Notes, note => note.Words == "XRP has no list longLiquidations.");
        Write("wrong.json", Snapshot.Replace("2026-02-22T", "someday ", StringComparison.Ordinal));
        Assert.Contains(HistoryReader.Read([_temp.Path]).Notes,
            note => note.Words.StartsWith("lastUpdated is 'someday", StringComparison.Ordinal));
    }

    [Fact]
    public void Single_closings_keep_their_price()
    {
        Write("forceorder.csv", """
            timestamp,symbol,side,price,base_qty
            2026-01-01T02:00:00Z,ADAUSDT,BUY,2,10
            2026-01-01T01:00:00Z,ADAUSDT,SELL,4,5
            2026-01-01T03:00:00Z,ADAUSDT,SELL,4,0
            """);
        var closings = HistoryReader.Read([_temp.Path]).Closings;
        Assert.Equal(2, closings.Count);
        Assert.Equal(new ObservedLevel(LiquidationSide.Longs, 4, 20), closings[0].Level);
        Assert.Equal(new ObservedLevel(LiquidationSide.Shorts, 2, 20), closings[1].Level);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_temp.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionLevel.Fastest)
            : file;
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}

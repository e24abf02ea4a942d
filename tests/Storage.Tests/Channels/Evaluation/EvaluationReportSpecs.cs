using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Channels.Evaluation;
using WhaleStack.Quant;
using WhaleStack.Storage.Tests.Channels.Pictures;

namespace WhaleStack.Storage.Tests.Channels.Evaluation;

/// <summary>A report of scores says what was found, and what may be said of it.</summary>
public sealed class EvaluationReportSpecs
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Fact]
    public void What_stands_what_may_be_chance_and_what_is_not_shown_are_told_apart()
    {
        var report = Report(lookAheadFound: null);
        var text = EvaluationMarkdown.Write(report, hasPictures: true);
        Assert.Contains("3 tests were made", text, StringComparison.Ordinal);
        Assert.Contains("| lift, placed | 24 h | 1.500 (1.300 to 1.700) | 1 | above, stands | 900 |", text,
            StringComparison.Ordinal);
        Assert.Contains("| lift, mirror | 24 h | 0.900 (0.810 to 0.990) | 1 | below, may be chance | 900 |", text,
            StringComparison.Ordinal);
        Assert.Contains("| hit rate | 24 h | 0.3000 (0.2000 to 0.4000) |  |  | 900 |", text, StringComparison.Ordinal);
        Assert.Contains("| ADA | 1.100 (0.900 to 1.300): none shown | - |", text, StringComparison.Ordinal);
        Assert.Contains("![lift-mine-1h.png](lift-mine-1h.png)", text, StringComparison.Ordinal);
        Assert.Contains("- a note", text, StringComparison.Ordinal);
        Assert.DoesNotContain("![", EvaluationMarkdown.Write(report, hasPictures: false), StringComparison.Ordinal);
        Assert.True(report.IsClean);
    }

    [Fact]
    public void A_model_that_looks_ahead_is_named_everywhere()
    {
        var report = Report(lookAheadFound: "mine on ADA: it differs.");
        Assert.False(report.IsClean);
        Assert.Contains("FOUND: mine on ADA: it differs.", EvaluationMarkdown.Write(report, true),
            StringComparison.Ordinal);
        Assert.Contains(EvaluationTable.Lines(report), line => line.EndsWith("  YES", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(EvaluationJson.Write(report));
        Assert.True(json.RootElement.GetProperty("scores")[0].GetProperty("looks_ahead").GetBoolean());
    }

    [Fact]
    public void Parts_beside_the_models_are_shown_and_counted_among_the_tests()
    {
        var better = new Finding(
            "range, over null", Finding.AllCoins, Day, 1.5, 1.3, 1.7, 1, 1e-6, 90, 40);
        var part = new EvaluationPart("Scanners", "How.", "weeks", TimeSpan.FromHours(1), new LookAhead(1, 5, null),
            [
                new PartScore("a_scanner", "up", 95, [better, better with { Scope = "ADA" }]),
                new PartScore("silent", "", 0, []),
                new PartScore("new", "", 3, [better with { PValue = double.NaN }]),
            ]);
        var report = Report(lookAheadFound: null, [part]);
        var text = EvaluationMarkdown.Write(report, hasPictures: true);
        Assert.Contains("5 tests were made", text, StringComparison.Ordinal);
        Assert.Contains("## Scanners, bars of 1 h", text, StringComparison.Ordinal);
        Assert.Contains("How. Look-ahead: none in 5 of them", text, StringComparison.Ordinal);
        Assert.Contains(
            "| a_scanner | up | 95 | range, over null | 24 h | 1.500 (1.300 to 1.700) | above, stands | 90 |",
            text,
            StringComparison.Ordinal);
        Assert.Contains("| silent |  | 0 | - |", text, StringComparison.Ordinal);
        Assert.Contains("too few weeks", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(EvaluationJson.Write(report));
        var scores = json.RootElement.GetProperty("parts")[0].GetProperty("scores");
        Assert.Equal((3, 2), (scores.GetArrayLength(), scores[0].GetProperty("findings").GetArrayLength()));
        var peeking = Report(lookAheadFound: null, [part with { LookAhead = new LookAhead(1, 5, "it peeks.") }]);
        Assert.False(peeking.IsClean);
        Assert.Contains("FOUND: it peeks.", EvaluationMarkdown.Write(peeking, true), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_fits_a_narrow_screen() => Assert.All(
        EvaluationTable.Lines(Report(lookAheadFound: null)), line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void What_is_not_defined_is_null_in_the_json()
    {
        using var json = JsonDocument.Parse(EvaluationJson.Write(Report(lookAheadFound: null)));
        var findings = json.RootElement.GetProperty("scores")[0].GetProperty("findings");
        Assert.Equal(4, findings.GetArrayLength());
        Assert.Equal(1.5, findings[0].GetProperty("estimate").GetDouble());
        Assert.True(findings[0].GetProperty("stands").GetBoolean());
        Assert.Equal(JsonValueKind.Null, findings[2].GetProperty("knows_nothing").ValueKind);
    }

    [Fact]
    public void The_pictures_are_drawn_even_of_little()
    {
        foreach (var score in new[] { Report(null).Scores[0], Empty() })
        {
            var pictures = EvaluationPictures.Draw(score);
            Assert.Equal(EvaluationPictures.NamesOf(score).Length, pictures.Length);
            Assert.All(pictures, picture =>
            {
                var image = new PngReader(picture);
                Assert.Equal((760, 460), (image.Width, image.Height));
                Assert.True(picture.Length < 20_000, $"{picture.Length} bytes");
            });
        }
    }

    private static EvaluationReport Report(string? lookAheadFound, ImmutableArray<EvaluationPart>? parts = null)
    {
        Finding[] findings =
        [
            new("lift, placed", Finding.AllCoins, Day, 1.5, 1.3, 1.7, 1, 1e-6, 900, 40),
            new("lift, mirror", Finding.AllCoins, Day, 0.9, 0.81, 0.99, 1, 0.04, 900, 40),
            new("hit rate", Finding.AllCoins, Day, 0.3, 0.2, 0.4, double.NaN, double.NaN, 900, 40),
            new("lift, placed", "ADA", Day, 1.1, 0.9, 1.3, 1, 0.3, 900, 40),
        ];
        var series = new MarketSeries("bybit", "ADA", TimeSpan.FromHours(1),
            [new MarketBar(DateTimeOffset.UnixEpoch, 1, 1, 1, 1, 1, 1, double.NaN, 5, double.NaN, double.NaN)], [], []);
        var score = Empty() with
        {
            Findings = [.. findings],
            LiftByDistance = [findings[0] with { Measure = DistanceClass.NameOf(1) }],
            Calibration = [new CalibrationCurve("all features", Day, [new(50, 0.4, Proportion.Of(20, 50))])],
            LookAhead = new LookAhead(3, 100, lookAheadFound),
        };
        return new EvaluationReport([series], ["ADA.csv"], ["a note"], EvaluationOptions.For(
            new ClusterOptions(0.15, 3, 0.5, 0.05, 5)), [score], parts ?? []);
    }

    private static ModelScore Empty() => new(
        "mine", TimeSpan.FromHours(1), ["ADA"], 10, [], [], [], [], new LookAhead(1, 1, null),
        new LookAhead(1, 1, null));
}

using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files.Retention;

namespace WhaleStack.Storage.Tests.Files;

public sealed class RetentionSpecs : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly RetentionOptions Options = new(
        TimeSpan.FromDays(7),
        2,
        [
            new("signals", TimeSpan.FromDays(20), Archive: true, KeepNewest: 1),
            new("reports/pnl", TimeSpan.FromDays(90)), new("reports", TimeSpan.FromDays(10)),
            new("logs", TimeSpan.FromDays(10)),
        ],
        []);

    private readonly TempFolder _temp = new();

    [Theory]
    [InlineData("reports/daily/old.csv", 11, "retention/delete_queue/2026-03-31/reports/daily/old.csv")]
    [InlineData("reports/daily/old.csv", 10, null)]
    [InlineData("reports/pnl/old.csv", 80, null)]
    [InlineData("reports/pnl/old.csv", 91, "retention/delete_queue/2026-03-31/reports/pnl/old.csv")]
    [InlineData("reportsx/daily/old.csv", 500, null)]
    [InlineData("journal.db", 500, null)]
    [InlineData("backups/20250101T000000Z/manifest.json", 500, null)]
    [InlineData("logs/agents/risk.log", 500, null)]
    [InlineData("logs/db/a.20260101-000000.log", 89, "retention/delete_queue/2026-03-31/logs/db/a.20260101-000000.log")]
    [InlineData("logs/metrics.prom", 500, null)]
    [InlineData("retention/cold_archive/signals/a/1.jsonl", 500, null)]
    [InlineData("retention/delete_queue/2026-03-24/reports/daily/old.csv", 500, null)]
    public void A_file_past_its_age_is_moved(string path, int days, string? target)
    {
        var steps = Plan([new DataFile(path, Now.AddDays(-days), 5)], Now);
        Assert.Equal(target is null ? [] : [new RetentionStep(path, target, 5)], steps);
    }

    [Fact]
    public void The_queue_is_deleted_after_its_grace()
    {
        DataFile[] files = [new("retention/delete_queue/2026-03-23/logs/a.b.log", Now, 1)];
        Assert.Equal([new RetentionStep(files[0].Path, null, 1)], Plan(files, Now));
        Assert.Empty(Plan(files, Now.AddDays(-1)));
    }

    [Fact]
    public void Archived_files_leave_the_newest_of_each_folder()
    {
        DataFile[] files =
        [
            new("signals/a/1.jsonl", Now.AddDays(-100), 1), new("signals/a/2.jsonl", Now.AddDays(-90), 1),
            new("signals/b/1.jsonl", Now.AddDays(-100), 1),
        ];
        Assert.Equal(
            [new RetentionStep("signals/a/1.jsonl", "retention/cold_archive/signals/a/1.jsonl", 1)],
            Plan(files, Now));
    }

    [Fact]
    public void Only_the_newest_backups_are_kept() => Assert.Equal(
        ["backups/20260101T000000Z"],
        RetentionPlan.Of(Options, [], ["20260103T000000Z", "20260101T000000Z", "20260102T000000Z"], Now)
            .Select(step => step.Path));

    [Fact]
    public void A_plan_is_carried_out_and_empty_folders_go()
    {
        Old("reports/daily/1/a.csv", 20);
        Old("reports/daily/b.csv", 1);
        Old("retention/delete_queue/2026-01-01/reports/c.csv", 20);
        var retention = new FileRetention(_temp.Path);
        var plan = retention.Plan(Options, Now);
        Assert.Equal(2, plan.Length);
        Assert.True(File.Exists(_temp.File("reports/daily/1/a.csv")), "a plan changes nothing");

        Assert.Empty(retention.Apply(plan).Failures);
        Assert.Equal(
            ["reports/daily/b.csv", "retention/delete_queue/2026-03-31/reports/daily/1/a.csv"],
            Directory.GetFiles(_temp.Path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(_temp.Path, file)).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(_temp.File("reports/daily/1")), "the empty folder is gone");
        Assert.False(Directory.Exists(_temp.File("retention/delete_queue/2026-01-01")), "and the empty day");
        Assert.Equal(
            Now.AddDays(-20).UtcDateTime,
            File.GetLastWriteTimeUtc(_temp.File("retention/delete_queue/2026-03-31/reports/daily/1/a.csv")));
    }

    [Fact]
    public void Links_are_neither_followed_nor_written_through()
    {
        using var outside = new TempFolder();
        var precious = outside.Write("precious.csv", "x");
        File.SetLastWriteTimeUtc(precious, Now.AddDays(-500).UtcDateTime);
        Directory.CreateDirectory(_temp.File("reports"));
        Directory.CreateSymbolicLink(_temp.File("reports/daily"), outside.Path);
        File.CreateSymbolicLink(_temp.File("reports/one.csv"), precious);
        var retention = new FileRetention(_temp.Path);
        Assert.Empty(retention.Plan(Options, Now));

        Old("reports/weekly/a.csv", 20);
        Directory.CreateSymbolicLink(_temp.File("retention"), outside.Path);
        var plan = retention.Plan(Options, Now).Append(new RetentionStep("reports/daily/precious.csv", null, 1))
            .Append(new RetentionStep("../" + Path.GetFileName(outside.Path) + "/precious.csv", null, 1));
        Assert.Equal(3, retention.Apply(plan).Failures.Length);
        Assert.Equal(["precious.csv"], Directory.GetFileSystemEntries(outside.Path).Select(Path.GetFileName));
        Assert.True(File.Exists(_temp.File("reports/weekly/a.csv")), "what could not be moved is still there");
    }

    [Fact]
    public void The_shipped_options_are_valid_and_others_are_named()
    {
        Assert.Empty(YamlConfig.Load<RetentionOptions>(Repository.File("config", "retention.yaml")).Validate());
        var wrong = new RetentionOptions(
            TimeSpan.Zero,
            0,
            [new("../up", TimeSpan.Zero), new("backups", TimeSpan.FromDays(2)), new("logs", TimeSpan.FromDays(2)),
            new("logs", TimeSpan.FromDays(2), KeepNewest: -1)],
            [new("event_journal", TimeSpan.FromDays(2))]);
        Assert.Equal(8, wrong.Validate().Length);
    }

    public void Dispose() => _temp.Dispose();

    private static List<RetentionStep> Plan(DataFile[] files, DateTimeOffset now) =>
        [.. RetentionPlan.Of(Options, files, [], now)];

    private void Old(string name, int days) =>
        File.SetLastWriteTimeUtc(_temp.Write(name, "x"), Now.AddDays(-days).UtcDateTime);
}

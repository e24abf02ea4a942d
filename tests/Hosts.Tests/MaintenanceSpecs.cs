using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>Backup, restore, prune and export from the outside, on what a demo leaves.</summary>
[Collection("processes")]
public sealed class MaintenanceSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_running_node_stores_is_saved_brought_back_and_handed_over()
    {
        var data = _folder["data"];
        using (var demo = DemoProcess.Start(data))
        {
            await demo.FirstStep;
            Assert.Contains("tables with", await DbAsync(0, data, "backup"), StringComparison.Ordinal);
            var backup = Assert.Single(Directory.GetDirectories(Path.Combine(data, "backups")));
            Assert.Contains("in use", await DbAsync(1, data, "restore", backup, "--force"), StringComparison.Ordinal);
            demo.Interrupt();
            Assert.Equal(130, await demo.WaitAsync());

            var other = _folder["other"];
            Assert.Contains("is as it was", await DbAsync(0, other, "restore", backup), StringComparison.Ordinal);
            Assert.Contains("--force", await DbAsync(1, other, "restore", backup), StringComparison.Ordinal);
            Assert.InRange(JournalReader.EventCount(other), 1, JournalReader.EventCount(data));
            JournalReader.AssertNoSequenceGap(other);
        }

        var exported = await DbAsync(0, data, "export", "journal_events");
        Assert.Contains("journal_events.csv", exported, StringComparison.Ordinal);
        var wrong = await DbAsync(2, data, "export", "pnl", "--from", "yesterday");
        Assert.Contains("--from", wrong, StringComparison.Ordinal);
        Assert.Contains("would be done", await DbAsync(0, data, "prune", "--dry-run"), StringComparison.Ordinal);
        Assert.Contains("were done", await DbAsync(0, data, "prune"), StringComparison.Ordinal);
        DataFiles.AssertOnlyKnownFolders(data);
    }

    [Fact]
    public async Task A_backup_that_is_killed_leaves_nothing_that_looks_whole()
    {
        var data = _folder["data"];
        Assert.Contains("migrations", await DbAsync(0, data, "migrate"), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(data, "reports", "daily"));
        using (var large = File.Create(Path.Combine(data, "reports", "daily", "large.csv")))
        {
            large.SetLength(1L << 29); // Takes a while to copy.
        }

        var backups = Path.Combine(data, "backups");
        using (var backup = DemoProcess.Launch(Layout.Root, "db", "backup", "--data", data))
        {
            await Wait.UntilAsync(
                () => Directory.Exists(backups) && Directory.GetDirectories(backups).Length > 0, () => backup.Output);
            await backup.KillAsync();
        }

        Assert.EndsWith(".part", Assert.Single(Directory.GetDirectories(backups)), StringComparison.Ordinal);
        File.Delete(Path.Combine(data, "reports", "daily", "large.csv"));
        Assert.Contains(
            "no whole backup",
            await DbAsync(1, _folder["other"], "restore", Directory.GetDirectories(backups)[0]),
            StringComparison.Ordinal);
        await DbAsync(0, data, "backup");
        Assert.False(
            Assert.Single(Directory.GetDirectories(backups)).EndsWith(".part", StringComparison.Ordinal),
            "the next backup removes what is left of the last");
    }

    private static async Task<string> DbAsync(int code, string data, params string[] arguments)
    {
        using var db = DemoProcess.Launch(Layout.Root, ["db", .. arguments, "--data", data]);
        Assert.True(await db.WaitAsync() == code, db.Output);
        return db.Output;
    }
}

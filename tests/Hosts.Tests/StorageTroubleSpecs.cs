using WhaleStack.Hosts.Tests.Support;

namespace WhaleStack.Hosts.Tests;

/// <summary>The data folder is full or cannot be written.</summary>
[Collection("processes")]
public sealed class StorageTroubleSpecs(ShortRun whole) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactWithMounts]
    public async Task A_read_only_data_folder_is_one_clear_line()
    {
        using var disk = SmallDisk.Mount(_folder["disk"], "4m");
        disk.Remount("ro");
        using var demo = DemoProcess.Start(_folder["disk/data"]);

        Assert.Equal(1, await demo.WaitAsync());
        Assert.Contains(_folder["disk/data"], Assert.Single(demo.Lines), StringComparison.Ordinal);
    }

    [FactWithMounts]
    public async Task A_disk_without_room_is_refused_with_one_line_before_anything_starts()
    {
        using var disk = SmallDisk.Mount(_folder["disk"], "64k");
        using var demo = DemoProcess.Start(_folder["disk/data"]);

        Assert.Equal(1, await demo.WaitAsync());
        Assert.Contains("free space", Assert.Single(demo.Lines), StringComparison.Ordinal);
    }

    [FactWithMounts]
    public async Task A_full_disk_pauses_trading_with_an_error_and_a_metric_until_there_is_room_again()
    {
        using var disk = SmallDisk.Mount(_folder["disk"], "80m");
        var data = _folder["disk/data"];
        using var demo = DemoProcess.Start(data, ShortRun.Options);
        await demo.FirstStep;
        DiskFiller.Fill(_folder["disk/filler"]);
        await demo.SaysAsync("the journal could not take event");
        File.Delete(_folder["disk/filler"]);
        await Wait.UntilAsync(
            () => Metrics.Read(data, "whalestack_journal_failures_total") >= 1, () => $"the metric; {demo.Output}");

        Assert.True(await demo.WaitAsync() == 0, demo.Output);
        JournalReader.AssertNoSequenceGap(data);
        Assert.Equal(await whole.FillsAsync(), JournalReader.Fills(data));
    }
}

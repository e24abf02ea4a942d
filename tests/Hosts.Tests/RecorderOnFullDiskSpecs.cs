using System.Text;
using Serilog.Core;
using WhaleStack.Domain.Ports;
using WhaleStack.Hosts.Tests.Support;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.RawFrames;

namespace WhaleStack.Hosts.Tests;

/// <summary>The recorder of raw frames on a disk that has no room left.</summary>
public sealed class RecorderOnFullDiskSpecs : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly FrameOrigin Origin = new("bybit", "bybit-linear.1");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactWithMounts]
    public async Task It_stops_with_a_reason_leaves_whole_lines_and_goes_on_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(_folder["disk"], "4m");
        using var data = DataDirectory.Open(_folder["disk"], new DataDirectoryOptions(FreeBytesMin: 0));
        var options = new RecordingOptions(true, 1 << 20, TimeSpan.FromHours(1), 1_000, 1 << 24, FreeBytesMin: 0);
        var sent = 0;
        await using (var recorder = new RawFrameRecorder(data, options, TimeProvider.System, Logger.None))
        {
            var stopped = false;
            while (!stopped)
            {
                recorder.Record(Origin, Frame(sent++));
                await Wait.UntilAsync(() => Settled(recorder, sent), () => $"frame {sent}: {recorder.State}");
                stopped = recorder.State.StoppedBecause is not null;
            }

            Assert.True(recorder.State.Recorded > 50, $"{recorder.State}");
            disk.Remount("size=64m");
            await Wait.UntilAsync(() => recorder.State.StoppedBecause is null, () => $"{recorder.State}");
            recorder.Record(Origin, Frame(sent++));
            await Wait.UntilAsync(() => Settled(recorder, sent), () => $"{recorder.State}");
        }

        var reader = new RawFrameReader(data.FullPath("incoming", "ws_raw"));
        var read = reader.Read("bybit", Start, Start.AddDays(1)).ToList();
        Assert.Equal(0, reader.DamagedLines);
        Assert.Equal(sent, read.Count(frame => frame.Dropped == 0) + read.Sum(frame => frame.Dropped));
        Assert.StartsWith($"{sent - 1} ", Encoding.ASCII.GetString(read[^1].Payload.Span), StringComparison.Ordinal);
    }

    private static bool Settled(RawFrameRecorder recorder, int sent) =>
        recorder.State.Recorded + recorder.State.Dropped == sent;

    // What cannot be packed well: the disk has to fill.
    private static RawFrame Frame(int i) =>
        new(Encoding.ASCII.GetBytes($"{i} {Noise(i)}"), Start.AddMilliseconds(i));

    private static string Noise(int seed)
    {
        var bytes = new byte[12_000];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}

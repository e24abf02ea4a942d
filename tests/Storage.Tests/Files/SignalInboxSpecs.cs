using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Files.Signals;

namespace WhaleStack.Storage.Tests.Files;

public sealed class SignalInboxSpecs : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 1, 0, 0, TimeSpan.Zero);

    private static readonly ManualDraft Draft = new(
        InstrumentId.Parse("bybit:BTCUSDT"), Side.Sell, 100.5m, 101m, [99m, 98.25m], 0.7, "ann", "a \"hunch\"",
        TimeSpan.FromHours(3));

    private readonly TempFolder _temp = new();
    private readonly SignalInbox _inbox;

    public SignalInboxSpecs() => _inbox = new SignalInbox(_temp.Path);

    private string Folder => Path.Combine(_temp.Path, "signals", "manual");

    [Fact]
    public void What_is_dropped_waits_as_it_was_in_the_order_of_time()
    {
        Assert.Empty(_inbox.Waiting(10));
        var second = _inbox.Drop(Draft with { Author = "bob" }, Now.AddSeconds(1));
        var first = _inbox.Drop(Draft, Now);
        var waiting = _inbox.Waiting(10);
        Assert.Equal([first, second], waiting.Select(one => one.Id));
        var read = waiting[0].Draft;
        Assert.Equal(Draft.TargetsQuote.AsEnumerable(), read.TargetsQuote);
        Assert.Equal(Draft, read with { TargetsQuote = Draft.TargetsQuote });
        Assert.Single(_inbox.Waiting(1));
    }

    [Fact]
    public void Settled_drafts_are_moved_and_refused_ones_have_their_reason_beside_them()
    {
        var good = _inbox.Drop(Draft, Now);
        var bad = _inbox.Drop(Draft, Now);
        for (var time = 0; time < 2; time++)
        {
            _inbox.Settle(new ManualOutcome(good, null));
            _inbox.Settle(new ManualOutcome(bad, "stop 1 is wrong."));
        }

        Assert.Empty(_inbox.Waiting(10));
        Assert.True(File.Exists(Path.Combine(Folder, "accepted", good + ".json")));
        Assert.True(File.Exists(Path.Combine(Folder, "rejected", bad + ".json")));
        Assert.Equal("stop 1 is wrong.\n", File.ReadAllText(Path.Combine(Folder, "rejected", bad + ".reason.txt")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"coin\":\"BTC\"}")]
    [InlineData("not json")]
    public void A_file_that_is_no_signal_is_refused_and_the_others_are_read(string text)
    {
        var good = _inbox.Drop(Draft, Now);
        File.WriteAllText(Path.Combine(Folder, "inbox", "0.json"), text);
        Assert.Equal(good, Assert.Single(_inbox.Waiting(10)).Id);
        Assert.StartsWith("is no signal", File.ReadAllText(Path.Combine(Folder, "rejected", "0.reason.txt")));
    }

    [Fact]
    public void A_file_too_large_or_with_an_unknown_field_is_refused()
    {
        var id = _inbox.Drop(Draft, Now);
        var file = Path.Combine(Folder, "inbox", id + ".json");
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text + new string(' ', SignalInbox.BytesMax));
        File.WriteAllText(Path.Combine(Folder, "inbox", "extra.json"), text.Replace("{", "{\"leverage\":50,"));
        Assert.Empty(_inbox.Waiting(10));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Folder, "rejected"), "*.reason.txt").Length);
    }

    [Fact]
    public void An_inbox_that_is_no_folder_makes_nobody_throw()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "inbox"), "a file");
        Assert.Empty(_inbox.Waiting(10));
        _inbox.Settle(new ManualOutcome("x", null));
        Assert.Throws<StorageException>(() => _inbox.Drop(Draft, Now));
    }

    public void Dispose() => _temp.Dispose();
}

using System.Text.Json;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Files.Signals;

namespace WhaleStack.Storage.Tests.Files;

public sealed class SignalFilesSpecs : IDisposable
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 5, 23, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _temp = new();
    private readonly DataDirectory _data;

    public SignalFilesSpecs() => _data = DataDirectory.Open(_temp.Path);

    [Fact]
    public void A_signal_is_a_line_in_the_file_of_its_day()
    {
        var files = New();
        Assert.Equal(0, files.LastSequence());
        files.Append(1, Raised(Evening));
        files.Append(2, Raised(Evening.AddHours(2)));
        var line = Assert.Single(File.ReadAllLines(_temp.File("signals/whale/2026-03-05.jsonl")));
        using var json = JsonDocument.Parse(line);
        Assert.Equal(1, json.RootElement.GetProperty("sequence").GetInt64());
        Assert.Equal(
            0.1m, json.RootElement.GetProperty("event").GetProperty("signal").GetProperty("entryQuote").GetDecimal());
        Assert.Single(File.ReadAllLines(_temp.File("signals/whale/2026-03-06.jsonl")));
        Assert.Equal(2, New().LastSequence());
    }

    [Fact]
    public void A_line_that_a_crash_cut_is_removed_and_comes_again()
    {
        New().Append(1, Raised(Evening));
        var file = _temp.File("signals/whale/2026-03-05.jsonl");
        var whole = File.ReadAllText(file);
        New().Append(2, Raised(Evening));
        using (var cut = new FileStream(file, FileMode.Open))
        {
            cut.SetLength(cut.Length - 1);
        }

        Assert.Equal(1, New().LastSequence());
        Assert.Equal(whole, File.ReadAllText(file));
    }

    [Fact]
    public void Signals_of_another_journal_do_not_count()
    {
        New().Append(7, Raised(Evening));
        Assert.Equal(0, new SignalFiles(_data, "whale", "another").LastSequence());
    }

    public void Dispose()
    {
        _data.Dispose();
        _temp.Dispose();
    }

    private static SignalEvents.SignalRaised Raised(DateTimeOffset at) => new(
        new Signal(
            "s1", "whale", "whale_target", InstrumentId.Parse("bybit:BTCUSDT"), at, Side.Buy, 0.1m, 0.09m, 0.2m, 0.5,
            ["because"], at.AddHours(1)),
        new Watermark(at, StepPhase.History));

    private SignalFiles New() => new(_data, "whale", "journal");
}

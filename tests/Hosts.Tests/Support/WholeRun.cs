using System.Text.Json;
using WhaleStack.Actors.Tests.Support;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>One demo on SQLite that nothing disturbed, for all tests that compare with it; run when first asked
/// for.</summary>
public sealed class WholeRun : UndisturbedRun;

/// <summary>The same over the last months of the year, for tests that stop, kill and starve a node again and again.
/// </summary>
public sealed class ShortRun : UndisturbedRun
{
    /// <summary>Days of the year: enough for some hundred fills.</summary>
    public static readonly string[] Options = ["--days", Soak.Count(usual: 90, soak: 364).ToString()];

    public ShortRun()
        : base(Options)
    {
    }
}

/// <summary>A demo on SQLite that nothing disturbs.</summary>
public abstract class UndisturbedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<JsonElement>> _summary;
    private readonly string[] _options;

    protected UndisturbedRun(params string[] options)
    {
        _options = options;
        _summary = new Lazy<Task<JsonElement>>(RunAsync);
    }

    /// <summary>Its data folder.</summary>
    public string Data => _folder["whole"];

    /// <summary>Its summary.</summary>
    public Task<JsonElement> Summary => _summary.Value;

    /// <summary>Its fills.</summary>
    public async Task<IReadOnlyList<string>> FillsAsync()
    {
        await Summary;
        return JournalReader.Fills(Data);
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<JsonElement> RunAsync()
    {
        using var demo = DemoProcess.Start(Data, ["--summary", _folder["whole.json"], .. _options]);
        Assert.True(await demo.WaitAsync() == 0, demo.Output);
        return DemoProcess.ReadSummary(_folder["whole.json"]);
    }
}

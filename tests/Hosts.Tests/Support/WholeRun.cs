using System.Text.Json;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>One demo on SQLite that nothing disturbed, for all tests that compare with it; run when first asked
/// for.</summary>
public sealed class WholeRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<JsonElement>> _summary;

    public WholeRun() => _summary = new Lazy<Task<JsonElement>>(RunAsync);

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

    public void Dispose() => _folder.Dispose();

    private async Task<JsonElement> RunAsync()
    {
        using var demo = DemoProcess.Start(Data, "--summary", _folder["whole.json"]);
        Assert.True(await demo.WaitAsync() == 0, demo.Output);
        return DemoProcess.ReadSummary(_folder["whole.json"]);
    }
}

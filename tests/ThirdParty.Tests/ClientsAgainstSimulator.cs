using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;

namespace WhaleStack.ThirdParty.Tests;

/// <summary>A simulator with a generated market and one customer, and scripts of clients against it.</summary>
public abstract class ClientsAgainstSimulator : IAsyncLifetime
{
    private const string Key = "third-key";
    private const string Secret = "third-secret";
    private SimulatorApp _simulator = null!;

    /// <summary>Starts the simulator.</summary>
    public async Task InitializeAsync() => _simulator = await SimulatorApp.StartAsync(
        new SimulatorOptions(string.Empty, "127.0.0.1", 0, 1, false)
        {
            Market = MarketKind.Generated,
            Accounts = [new ApiAccount(Key, Secret, 50_000m)],
        });

    /// <summary>Stops it.</summary>
    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    /// <summary>Runs a script, all of whose checks must hold.</summary>
    /// <param name="script">Its file.</param>
    /// <param name="checks">How many there are.</param>
    protected void AllHolds(string script, int checks)
    {
        var address = _simulator.Address.GetLeftPart(UriPartial.Authority);
        var lines = NodeClients.Run(script, address, Key, Secret);
        var said = string.Join('\n', lines);
        Assert.True(lines.Count > 0 && lines[^1] == "end", said);
        Assert.DoesNotContain(lines, line => line.StartsWith("FAILED", StringComparison.Ordinal));
        Assert.True(checks == lines.Count(line => line.StartsWith("ok ", StringComparison.Ordinal)), said);
    }
}

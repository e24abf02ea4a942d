using WhaleStack.Simulator;
using WhaleStack.Simulator.Accounts;

namespace WhaleStack.ThirdParty.Tests;

/// <summary>
/// Clients of Bybit that nobody here wrote, against the simulator: they connect, subscribe, trade and read back, with
/// nothing changed but the address.
/// </summary>
public sealed class BybitClientsSpecs : IAsyncLifetime
{
    private const string Key = "third-key";
    private const string Secret = "third-secret";
    private SimulatorApp _simulator = null!;

    public async Task InitializeAsync() => _simulator = await SimulatorApp.StartAsync(
        new SimulatorOptions(string.Empty, "127.0.0.1", 0, 1, false)
        {
            Market = MarketKind.Generated,
            Accounts = [new ApiAccount(Key, Secret, 50_000m)],
        });

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    [FactWithClients]
    public void The_package_bybit_api_trades_and_reads_back() => AllHolds("bybit-api.mjs", checks: 27);

    [FactWithClients]
    public void The_package_ccxt_trades_and_reads_back() => AllHolds("ccxt.mjs", checks: 25);

    private void AllHolds(string script, int checks)
    {
        var address = _simulator.Address.GetLeftPart(UriPartial.Authority);
        var lines = NodeClients.Run(script, address, Key, Secret);
        var said = string.Join('\n', lines);
        Assert.True(lines.Count > 0 && lines[^1] == "end", said);
        Assert.DoesNotContain(lines, line => line.StartsWith("FAILED", StringComparison.Ordinal));
        Assert.True(checks == lines.Count(line => line.StartsWith("ok ", StringComparison.Ordinal)), said);
    }
}

namespace WhaleStack.ThirdParty.Tests;

/// <summary>
/// Clients of Bybit that nobody here wrote, against the simulator: they connect, subscribe, trade and read back, with
/// nothing changed but the address.
/// </summary>
public sealed class BybitClientsSpecs : ClientsAgainstSimulator
{
    [FactWithClients]
    public void The_package_bybit_api_trades_and_reads_back() => AllHolds("bybit-api.mjs", checks: 27);

    [FactWithClients]
    public void The_package_ccxt_trades_and_reads_back() => AllHolds("ccxt.mjs", checks: 25);
}

namespace WhaleStack.ThirdParty.Tests;

/// <summary>
/// A client of Binance that nobody here wrote, against the simulator: it connects, subscribes, trades and reads back,
/// with nothing changed but the address.
/// </summary>
public sealed class BinanceClientsSpecs : ClientsAgainstSimulator
{
    [FactWithClients]
    public void The_package_ccxt_trades_and_reads_back() => AllHolds("ccxt-binance.mjs", checks: 35);
}

using WhaleStack.Simulator.Binance.Market;
using WhaleStack.Simulator.Binance.Rest;
using WhaleStack.Simulator.Binance.Streams;
using WhaleStack.Simulator.Binance.Trading;

namespace WhaleStack.Simulator.Binance;

/// <summary>Everything that is answered in Binance's words, by path.</summary>
public static class BinanceRoutes
{
    /// <summary>Adds all.</summary>
    public static void Map(WebApplication app, SimulatorWorld world)
    {
        var routes = new CallRoutes(app, world.Binance);
        new MarketQueries(world.Binance).Map(routes);
        new PriceQueries(world.Binance).Map(routes);
        new OrderCommands(world.Binance).Map(routes);
        new AlgoCommands(world.Binance).Map(routes);
        new OrderQueries(world.Binance).Map(routes);
        new PositionCommands(world.Binance).Map(routes);
        new AccountQueries(world.Binance).Map(routes);
        StreamSockets.Map(app, world);
        CallSockets.Map(app, world, routes.SignedCalls);
    }
}

using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Tests.Bybit.Private;

/// <summary>Short ways to orders and to what becomes of them.</summary>
internal static class Tickets
{
    public static OrderTicket Limit(string id = "bot-1") =>
        new(id, Given.Btc, Side.Buy, OrderKind.Limit, 0.01m, 60_000m, OrderLife.PostOnly);

    public static OrderTicket Market(string id = "bot-1") =>
        new(id, Given.Btc, Side.Sell, OrderKind.Market, 0.010m);

    public static OrderKey Key(string id = "bot-1") => new(Given.Btc, id);

    public static T Granted<T>(this VenueResult<T> result) =>
        Assert.IsType<VenueResult<T>.Granted>(result).Value;

    public static VenueError Refused<T>(this VenueResult<T> result) =>
        Assert.IsType<VenueResult<T>.Refused>(result).Error;

    public static VenueError InDoubt<T>(this VenueResult<T> result) =>
        Assert.IsType<VenueResult<T>.InDoubt>(result).Error;
}

using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Support;

/// <summary>Accounts, positions and orders to begin with.</summary>
internal static class Accounts
{
    public static AccountView Of(decimal equityQuote, double hours, params PositionView[] positions) => new(
        "main",
        Given.At(hours),
        10_000m,
        equityQuote,
        equityQuote,
        0m,
        0m,
        0m,
        0m,
        Math.Max(10_000m, equityQuote),
        equityQuote,
        0m,
        0,
        0,
        [.. positions]);

    public static PositionView Position(
        InstrumentId coin, decimal sizeBase, decimal markQuote, double openedHours = 0, string? trader = null) => new(
            trader ?? Given.Trader.Trader,
            coin,
            sizeBase,
            markQuote,
            sizeBase * markQuote,
            markQuote,
            Given.Start.AddHours(openedHours),
            0m);

    public static ImmutableSortedDictionary<InstrumentId, decimal> Prices(
        params (InstrumentId Coin, decimal Quote)[] prices) =>
        prices.ToImmutableSortedDictionary(price => price.Coin, price => price.Quote);

    /// <summary>A market entry of a long at 100 with a stop at 98 and a target at 104.</summary>
    public static OpenOrder Entry(string id, InstrumentId coin, decimal sizeBase, double hours = 0) => new(
        id,
        $"decision of {id}",
        Given.Trader.Trader,
        coin,
        Side.Buy,
        OrderKind.Market,
        sizeBase,
        LimitQuote: null,
        ReduceOnly: false,
        98m,
        104m,
        100m,
        Given.At(hours),
        "a test");

    public static OpenOrder Exit(string id, InstrumentId coin, decimal sizeBase, double hours = 0) =>
        Entry(id, coin, sizeBase, hours) with
        {
            Side = Side.Sell, ReduceOnly = true, StopQuote = null, TargetQuote = null,
        };

    public static OpenOrder Limit(
        string id, InstrumentId coin, decimal sizeBase, decimal limitQuote, double hours = 0) =>
        Entry(id, coin, sizeBase, hours) with
        {
            Kind = OrderKind.Limit, LimitQuote = limitQuote, StopQuote = null, TargetQuote = null,
        };

    public static Watermark Mark(double hours) => Given.At(hours);
}

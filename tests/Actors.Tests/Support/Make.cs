using System.Collections.Immutable;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>Messages of all kinds, with a price of 100 and hours since a start.</summary>
internal static class Make
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Watermark At(int hour) => new(Start.AddHours(hour), StepPhase.History);

    public static MarketStep Step(int hour, decimal price = 100m) => new(
        At(hour),
        [new InstrumentCandle(Given.Btc, Candle(hour - 1, price))],
        [],
        ImmutableSortedDictionary<InstrumentId, decimal>.Empty.Add(Given.Btc, price));

    public static Candle Candle(int openHour, decimal price = 100m) => new(
        Start.AddHours(openHour), TimeSpan.FromHours(1), price, price + 1m, price - 1m, price, 10m, 10m * price);

    public static OpenOrder Order(string id, int hour = 1) => new(
        id,
        $"decision of {id}",
        Given.Trader,
        Given.Btc,
        Side.Buy,
        OrderKind.Market,
        1m,
        LimitQuote: null,
        ReduceOnly: false,
        95m,
        104m,
        100m,
        At(hour),
        "a test");

    public static Domain.Risk.RiskApproved<OpenOrder> Approved(string id, int hour = 1) =>
        Domain.Risk.RiskGate.Approval(new RiskEvents.OrderApproved(Order(id, hour), At(hour)));

    public static Fill Fill(long sequence, Side side = Side.Buy, decimal price = 100m) => new(
        sequence,
        $"x{sequence}",
        "a",
        Given.Trader,
        Given.Btc,
        side,
        price,
        1m,
        0.05m,
        FillTrigger.Order,
        At(1).Time);

    public static FundingPayment Funding(long sequence) =>
        new(sequence, Given.Trader, Given.Btc, 1m, 0.0001m, -0.01m, At(1).Time);

    public static AccountView Account(int hour, decimal equity = 10_000m) => new(
        Given.Account, At(hour), 10_000m, equity, equity, 0m, 0m, 0m, 0m, equity, equity, 0m, 0, 0, []);

    public static SignalEvents.SignalRaised Signal(int hour, InstrumentId coin, int lifeHours = 2) => new(
        new Signal(
            $"{coin} {hour}",
            Given.Options.Scanner.Agent,
            "whale_target",
            coin,
            At(hour).Time,
            Side.Buy,
            100m,
            99m,
            104m,
            0.9,
            ["a test"],
            At(hour).Time.AddHours(lifeHours)),
        At(hour));

    public static TraderCommands.ApplyAccount AccountFor(string trader, int hour) => new(
        trader,
        Account(hour),
        Given.Coins.ToImmutableSortedDictionary(c => c, _ => 100m));

    public static ClockCommands.SignalsComplete Complete(int hour, params SignalEvents.SignalRaised[] raised) =>
        new(Given.Options.Scanner.Agent, At(hour), [.. raised.Select(r => r.Signal.SignalId)]);
}

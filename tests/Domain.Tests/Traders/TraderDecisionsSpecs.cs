using System.Collections.Immutable;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Traders;

/// <summary>Decisions get ids, are made once a watermark, and are settled.</summary>
public sealed class TraderDecisionsSpecs
{
    private static readonly JournalPosition Position = new("a1b2", "trader-whale", 7);

    private static readonly OrderIntent Intent = new(
        "enter", Given.Sol, Side.Buy, OrderKind.Market, 1m, null, false, 90m, 110m, 100m, "why");

    [Fact]
    public void A_client_order_id_fits_the_venue_and_depends_on_every_part()
    {
        var id = ClientOrderIds.Derive(Position, 0);
        // SHA-256 of "4:a1b2|12:trader-whale|7|0": a change of this line doubles orders after an update.
        Assert.Equal("ws-a77e7517984bcc8a97112ce92a7f984a", id);
        Assert.Matches("^[A-Za-z0-9_-]{1,36}$", id);
        Assert.Equal(id, ClientOrderIds.Derive(new JournalPosition("a1b2", "trader-whale", 7), 0));
        string[] others =
        [
            ClientOrderIds.Derive(Position, 1),
            ClientOrderIds.Derive(Position with { SequenceNr = 8 }, 0),
            ClientOrderIds.Derive(Position with { PersistenceId = "trader-whal" }, 0),
            ClientOrderIds.Derive(Position with { Incarnation = "a1b3" }, 0),
            ClientOrderIds.Derive(Position with { Incarnation = "a1b2|12:trader", PersistenceId = "whale" }, 0),
        ];
        Assert.Equal(others.Length + 1, others.Append(id).Distinct().Count());
    }

    [Fact]
    public void Ids_of_impossible_positions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ClientOrderIds.Derive(Position with { Incarnation = "" }, 0));
        Assert.Throws<ArgumentException>(() => ClientOrderIds.Derive(Position with { PersistenceId = "" }, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientOrderIds.Derive(Position with { SequenceNr = 0 }, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientOrderIds.Derive(Position, -1));
    }

    [Fact]
    public void Orders_carry_the_wish_and_its_names()
    {
        var decided = Decide(TraderState.Empty("whale"), 5, Intent, Intent with { Coin = Given.Eth })!;
        Assert.Equal(Given.At(5), decided.Watermark);
        var order = decided.Orders[1];
        Assert.Equal(ClientOrderIds.Derive(Position, 1), order.ClientOrderId);
        Assert.Equal("whale|bybit:ETHUSDT|2026-01-01T05:00:00.0000000+00:00|History|enter", order.DecisionId);
        Assert.Equal((Side.Buy, 1m, 90m, 110m, 100m), (
            order.Side, order.SizeBase, order.StopQuote, order.TargetQuote, order.ReferenceQuote));
        Assert.Equal(("whale", "why", Given.At(5)), (order.Trader, order.Reason, order.DecidedAt));
    }

    [Fact]
    public void Decision_ids_do_not_depend_on_the_journal()
    {
        var here = Decide(TraderState.Empty("whale"), 5, Intent)!.Orders[0];
        var there = TraderDecisions.Decide(
            TraderState.Empty("whale"), new Wishes(Intent), Input(5), new JournalPosition("other", "x", 99))!.Orders[0];
        Assert.Equal(here.DecisionId, there.DecisionId);
        Assert.NotEqual(here.ClientOrderId, there.ClientOrderId);
    }

    [Fact]
    public void A_watermark_is_decided_once()
    {
        var decided = Decide(TraderState.Empty("whale"), 5, Intent)!;
        var state = TraderState.Empty("whale").Apply(decided);
        Assert.Equal(Given.At(5), state.LastDecidedAt);
        Assert.Null(Decide(state, 5, Intent));
        Assert.Null(Decide(state, 4, Intent));
        Assert.NotNull(Decide(state, 6, Intent));
        Assert.Null(Decide(TraderState.Empty("whale"), 5));
    }

    [Fact]
    public void Orders_wait_for_their_answer_in_an_order_that_ids_cannot_change()
    {
        var decided = Decide(
            TraderState.Empty("whale"), 5, Intent, Intent with { Coin = Given.Btc }, Intent with { Coin = Given.Eth })!;
        var state = TraderState.Empty("whale").Apply((object)decided);
        Assert.Equal([Given.Btc, Given.Eth, Given.Sol], state.UnsettledInOrder().Select(order => order.Coin));
        var settled = new TraderEvents.DecisionSettled(
            "whale", decided.Orders[0].ClientOrderId, DecisionOutcome.Accepted, "", Given.At(5).Time);
        state = state.Apply((object)settled);
        Assert.Equal([Given.Btc, Given.Eth], state.UnsettledInOrder().Select(order => order.Coin));
        Assert.Equal(state, state.Apply(settled)); // The same answer again.
        Assert.Throws<ArgumentException>(() => state.Apply("decided"));
    }

    private static TraderEvents.Decided? Decide(TraderState state, double hours, params OrderIntent[] wishes) =>
        TraderDecisions.Decide(state, new Wishes(wishes), Input(hours), Position);

    private static StrategyInput Input(double hours) => new(
        Given.At(hours), Accounts.Of(10_000m, hours), [], Given.Instruments, Given.Trader, [], Accounts.Prices());

    private sealed class Wishes(params OrderIntent[] wishes) : IStrategy
    {
        public string Name => "wishes";

        public ImmutableArray<OrderIntent> Decide(StrategyInput input) => [.. wishes];
    }
}

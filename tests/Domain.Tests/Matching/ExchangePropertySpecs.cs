using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using Xunit.Abstractions;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>What holds at the exchange whatever anybody does.</summary>
public sealed class ExchangePropertySpecs(ITestOutputHelper output)
{
    private const int Sequences = 1_000;
    private const int Steps = 60;
    private static readonly AccountId[] Users = [Bourse.Ann, Bourse.Bob, Bourse.Cat];
    private static readonly AccountId[] All = [.. Users, AccountId.House, AccountId.Insurance];

    [Fact]
    public void Nothing_is_lost_and_no_rule_is_broken_in_any_sequence()
    {
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Sequences; seed++)
        {
            var market = new RandomBourse(seed);
            var ended = new HashSet<long>();
            for (var step = 0; step < Steps; step++)
            {
                var events = Step(market, seed, step);
                foreach (var happened in events)
                {
                    seen[Name(happened)] = seen.GetValueOrDefault(Name(happened)) + 1;
                }

                try
                {
                    Audit(market.Bourse);
                    AuditFund(market.Bourse);
                    AuditForced(events);
                    AuditOrders(events, ended);
                    AuditReducing(market.Bourse);
                }
                catch (Exception error)
                {
                    Assert.Fail($"seed {seed} step {step}, after {market.Bourse.Commands[^1]}: {error.Message}");
                }
            }
        }

        Report(seen);
    }

    [Fact]
    public void The_same_commands_give_the_same_events_and_the_same_state()
    {
        for (var seed = 1; seed <= Sequences / 10; seed++)
        {
            var market = new RandomBourse(seed);
            for (var step = 0; step < Steps; step++)
            {
                market.Step();
            }

            var again = new Exchange();
            var events = market.Bourse.Commands.SelectMany(again.Execute).ToList();
            Assert.True(market.Bourse.Events.SequenceEqual(events), $"seed {seed} replays differently.");
            foreach (var user in Users)
            {
                Assert.Equal(market.Bourse.Wallet(user), again.Wallet(user));
                Assert.Equal(market.Bourse.Open(user), again.OpenOrders(user));
                Assert.Equal(market.Bourse.Exchange.Positions(user), again.Positions(user));
            }
        }
    }

    private static IReadOnlyList<ExchangeEvent> Step(RandomBourse market, int seed, int step)
    {
        try
        {
            return market.Step();
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidOperationException($"seed {seed} step {step}, {market.Bourse.Commands[^1]}", error);
        }
    }

    private static string Name(ExchangeEvent happened) => happened switch
    {
        ExchangeEvents.OrderCancelled cancelled => $"cancelled {cancelled.Reason}",
        ExchangeEvents.Refused refused => $"refused {refused.Kind}",
        ExchangeEvents.Liquidated taken when taken.Execution.SizeBase < Math.Abs(taken.PositionBase) =>
            "Liquidated in part",
        ExchangeEvents.OrderTriggered triggered => $"triggered {triggered.Order.Origin}",
        _ => happened.GetType().Name,
    };

    /// <summary>A run that never liquidated or triggered anything would prove little.</summary>
    private void Report(SortedDictionary<string, int> seen)
    {
        foreach (var (name, count) in seen)
        {
            output.WriteLine($"{name,-40} {count,8}");
        }

        string[] wanted =
        [
            "Liquidated", "Liquidated in part", "Deleveraged", "OrderExecuted", "FundingPaid", "cancelled SelfTrade",
            "cancelled NothingToReduce", "cancelled Liquidation", "cancelled PositionClosed",
            "triggered StopLoss", "triggered TakeProfit", "triggered TrailingStop", "triggered PartialStopLoss",
            "triggered User", "refused InsufficientMargin", "refused RiskLimitExceeded", "refused NothingToReduce",
        ];
        Assert.Empty(wanted.Except(seen.Keys));
    }

    private static void Audit(Bourse bourse)
    {
        var exchange = bourse.Exchange;
        var positions = All.SelectMany(account => exchange.Positions(account)).ToList();
        Assert.Equal(0m, positions.Sum(position => position.SizeBase));
        var equity = All.Sum(account => exchange.Wallet(account)!.EquityQuote);
        Assert.Equal(bourse.DepositedQuote, equity + exchange.FeesQuote);

        foreach (var user in Users)
        {
            var wallet = exchange.Wallet(user)!;
            var held = exchange.Positions(user);
            Assert.True(wallet.EquityQuote >= 0m, $"account {user} has {wallet.EquityQuote}.");
            Assert.True(held.Count > 0 || wallet.BalanceQuote >= 0m, $"account {user} owes {wallet.BalanceQuote}.");
            Assert.Equal(held.Sum(position => position.MarginQuote), wallet.PositionMarginQuote);
            Assert.All(held, AssertCarried);
            AssertCrossCarried(wallet, held);
        }

        var (bids, asks) = (exchange.Depth(Given.Sol, Side.Buy, 9_999), exchange.Depth(Given.Sol, Side.Sell, 9_999));
        Assert.All(bids.Concat(asks), level => Assert.True(level is { SizeBase: > 0m, Orders: > 0 }));
        Assert.True(bids.Count == 0 || asks.Count == 0 || bids[0].PriceQuote < asks[0].PriceQuote, "crossed.");
    }

    /// <summary>A fund with limited means holds nothing that it could not pay for.</summary>
    private static void AuditFund(Bourse bourse)
    {
        if (bourse.Commands.Exists(command => command is ExchangeCommands.EndowInsurance)
            && bourse.Exchange.Positions(AccountId.Insurance) is { Count: > 0 } held)
        {
            var equity = bourse.Exchange.InsuranceQuote + held.Sum(position => position.UnrealizedQuote);
            Assert.True(equity >= 0m, $"the fund has {equity} and holds {held[0].SizeBase}.");
        }
    }

    /// <summary>What is forced only closes, and never turns a position; a deleveraged one was on the other side of a
    /// taken one.</summary>
    private static void AuditForced(IReadOnlyList<ExchangeEvent> events)
    {
        foreach (var (before, execution) in events.Select(happened => happened switch
        {
            ExchangeEvents.Liquidated taken => (taken.PositionBase, taken.Execution),
            ExchangeEvents.Deleveraged closed => (closed.PositionBase, closed.Execution),
            _ => (0m, null!),
        }).Where(forced => forced.Item2 is not null))
        {
            Assert.Equal(-execution.Side.Sign(), Math.Sign(before));
            Assert.InRange(execution.SizeBase, 0.1m, Math.Abs(before));
            Assert.Equal(execution.SizeBase, execution.ClosedBase);
            Assert.Equal(0m, execution.FeeQuote);
        }
    }

    private static void AssertCarried(PositionView position)
    {
        if (position.MarginMode == MarginMode.Isolated)
        {
            var left = position.MarginQuote + position.UnrealizedQuote;
            Assert.True(left > position.MaintenanceQuote, $"{position} should be liquidated.");
            Assert.True(position.MarginQuote >= 0m, $"{position} has negative margin.");
        }
    }

    private static void AssertCrossCarried(WalletView wallet, IReadOnlyList<PositionView> held)
    {
        var isolated = held.Where(position => position.MarginMode == MarginMode.Isolated).ToList();
        var maintenance = wallet.MaintenanceQuote - isolated.Sum(position => position.MaintenanceQuote);
        var left = wallet.EquityQuote - isolated.Sum(position => position.MarginQuote + position.UnrealizedQuote);
        Assert.True(maintenance == 0m || left > maintenance, $"{wallet} should be liquidated.");
    }

    private static void AuditOrders(IReadOnlyList<ExchangeEvent> events, HashSet<long> ended)
    {
        foreach (var happened in events)
        {
            switch (happened)
            {
                case ExchangeEvents.OrderExecuted executed:
                    Assert.DoesNotContain(executed.Order.OrderId, ended);
                    Assert.True(executed.Order.FilledBase <= executed.Order.Request.SizeBase, "overfilled.");
                    if (executed.Order.Request.ReduceOnly)
                    {
                        Assert.Equal(executed.Execution.SizeBase, executed.Execution.ClosedBase);
                    }

                    AddEnded(executed.Order, ended);
                    break;
                case ExchangeEvents.OrderCancelled cancelled:
                    Assert.DoesNotContain(cancelled.Order.OrderId, ended);
                    Assert.True(
                        cancelled.Order.Request.TimeInForce != TimeInForce.FillOrKill
                        || cancelled.Order.FilledBase == 0m,
                        $"{cancelled.Order} is partly filled.");
                    AddEnded(cancelled.Order, ended);
                    break;
                default:
                    break;
            }
        }
    }

    private static void AddEnded(OrderView order, HashSet<long> ended)
    {
        if (!order.IsLive)
        {
            ended.Add(order.OrderId);
        }
    }

    /// <summary>Resting reduce-only orders never add up to more than their position.</summary>
    private static void AuditReducing(Bourse bourse)
    {
        foreach (var user in Users)
        {
            var reducing = bourse.Open(user)
                .Where(order => order.Request.ReduceOnly && order.Status != OrderStatus.Untriggered)
                .GroupBy(order => (order.Request.Leg, order.Request.Side));
            foreach (var group in reducing)
            {
                var size = bourse.Size(user, group.Key.Leg);
                Assert.Equal(-group.Key.Side.Sign(), Math.Sign(size));
                Assert.True(group.Sum(order => order.LeavesBase) <= Math.Abs(size), "more than the position.");
            }
        }
    }
}

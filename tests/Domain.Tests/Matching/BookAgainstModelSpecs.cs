using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>The book does what the plainest reading of its rules does, whatever is asked.</summary>
public sealed class BookAgainstModelSpecs
{
    [Theory]
    [InlineData(1, 1_500, 60, 12)] // Few prices: long queues.
    [InlineData(2, 500, 60, 400)] // Many: levels come and go, far from the best price too.
    [InlineData(3, 2, 1_000, 60)]
    public void Trades_and_queues_are_those_of_the_model(int seed, int rounds, int steps, int prices)
    {
        for (var round = 0; round < rounds; round++)
        {
            var random = new Random((seed * 10_000) + round);
            var (book, log, model) = (new OrderBookEngine(), new BookLog(), new NaiveBook());
            var script = new List<string>();
            for (var id = 1L; id <= steps; id++)
            {
                Step(random, book, log, model, id, prices, script);
                Agree(book, log, model, () => $"seed {seed} round {round}: {string.Join("; ", script)}");
            }
        }
    }

    private static void Step(
        Random random, OrderBookEngine book, BookLog log, NaiveBook model, long id, int prices, List<string> script)
    {
        var any = random.NextInt64(1, id + 1);
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                script.Add($"cancel {any}");
                Assert.Equal(model.Cancel(any), book.Cancel(any));
                break;
            case 3:
                var size = random.Next(1, 20);
                script.Add($"shrink {any} to {size}");
                Assert.Equal(model.TryShrink(any, size), book.TryShrink(any, size));
                break;
            default:
                var order = Order(random, id, prices);
                script.Add(order.ToString());
                Assert.Equal(model.Place(order), book.Place(order, log));
                break;
        }
    }

    private static BookOrder Order(Random random, long id, int prices)
    {
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var price = 1_000 + random.Next(prices) - (side.Sign() * prices / 4);
        return new BookOrder(
            id,
            random.Next(1, 4),
            side,
            price,
            random.Next(1, 20),
            random.Next(6) is var force and > 0 and < 4 ? (TimeInForce)(force + 1) : TimeInForce.GoodTillCancelled,
            (SelfTradePrevention)random.Next(1, 5));
    }

    private static void Agree(OrderBookEngine book, BookLog log, NaiveBook model, Func<string> script)
    {
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            var (ours, theirs) = (book.Resting(side).ToList(), model.Resting(side).ToList());
            Assert.True(ours.SequenceEqual(theirs), script());
            var levels = Enumerable.Range(0, book.Levels(side)).Select(rank => book.Level(side, rank)).ToList();
            Assert.Equal(
                theirs.GroupBy(order => order.PriceTicks)
                    .Select(group => new BookLevel(group.Key, group.Sum(order => order.LeavesSteps), group.Count())),
                levels);
        }

        Assert.True(log.Log.SequenceEqual(model.Log), script());
        var (bid, ask) = (book.BestTicks(Side.Buy), book.BestTicks(Side.Sell));
        Assert.True(bid == 0 || ask == 0 || bid < ask, "The book is crossed: " + script());
        log.Log.Clear();
        model.Log.Clear();
    }
}

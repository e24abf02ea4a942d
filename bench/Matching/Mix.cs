using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

namespace WhaleStack.Bench.Matching;

/// <summary>What is asked of a book.</summary>
/// <param name="Order">The order to place; for a cancel only its id counts.</param>
/// <param name="IsCancel">True to cancel it.</param>
internal readonly record struct Request(BookOrder Order, bool IsCancel);

/// <summary>A sequence of requests, made before anything is measured.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Before">Orders that rest before the measurement.</param>
/// <param name="Requests">What is measured.</param>
internal sealed record Mix(string Name, Request[] Before, Request[] Requests)
{
    /// <summary>The middle of every book; prices lie on both sides of it.</summary>
    public const int MiddleTicks = 50_000;

    private const int Seed = 20_260_101;

    /// <summary>Half placed, half cancelled, within ten ticks of the best price.</summary>
    public static Mix NearTheTop(int requests) => Quotes("near the top", 1_000, 10, requests);

    /// <summary>The same in a book of 100,000 orders at 20,000 prices.</summary>
    public static Mix Deep(int requests) => Quotes("deep book", 100_000, 10_000, requests);

    /// <summary>Half placed near the top, half takes what is there.</summary>
    public static Mix Takers(int requests)
    {
        var random = new Random(Seed);
        var id = 0L;
        var before = Make(1_000, () => Quote(random, ++id, 10));
        return new Mix("market orders", before, Make(requests, () => random.Next(2) == 0
            ? Quote(random, ++id, 10)
            : Take(random, ++id)));
    }

    private static Mix Quotes(string name, int resting, int ticks, int requests)
    {
        var random = new Random(Seed);
        var id = 0L;
        var live = new List<BookOrder>(resting);
        var before = Make(resting, () => Quote(random, ++id, ticks));
        live.AddRange(before.Select(static request => request.Order));
        return new Mix(name, before, Make(requests, () =>
        {
            if (random.Next(2) == 0 && live.Count > resting / 2)
            {
                var at = random.Next(live.Count);
                var cancelled = live[at];
                live[at] = live[^1];
                live.RemoveAt(live.Count - 1);
                return new Request(cancelled, IsCancel: true);
            }

            var request = Quote(random, ++id, ticks);
            live.Add(request.Order);
            return request;
        }));
    }

    private static Request Quote(Random random, long id, int ticks)
    {
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var price = MiddleTicks - (side.Sign() * random.Next(1, ticks + 1));
        return new Request(new BookOrder(id, 1 + random.Next(100), side, price, random.Next(1, 100)), IsCancel: false);
    }

    private static Request Take(Random random, long id)
    {
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var price = MiddleTicks + (side.Sign() * 1_000);
        return new Request(
            new BookOrder(id, 1 + random.Next(100), side, price, random.Next(1, 100), TimeInForce.ImmediateOrCancel),
            IsCancel: false);
    }

    private static Request[] Make(int count, Func<Request> next)
    {
        var requests = new Request[count];
        for (var i = 0; i < count; i++)
        {
            requests[i] = next();
        }

        return requests;
    }
}

using Akka.Actor;

namespace Akka.Persistence.Tests;

public sealed class EnvelopeDequeSpecs
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 40)]
    [InlineData(2, 3_000)]
    public void It_holds_what_a_list_would_hold(int seed, int longest)
    {
        var random = new Random(seed);
        var deque = new EnvelopeDeque();
        var model = new LinkedList<object>();
        for (var number = 0; number < 50_000; number++)
        {
            // Now it grows, now it shrinks, down to nothing and up to several segments.
            var grows = number / longest % 2 == 0 ? 7 : 2;
            if (random.Next(10) >= grows)
            {
                Assert.Equal(model.Count, deque.Count);
                if (model.Count > 0)
                {
                    Assert.Same(model.First!.Value, deque.RemoveFirst().Message);
                    model.RemoveFirst();
                }
            }
            else if (random.Next(4) == 0)
            {
                model.AddFirst(number);
                deque.AddFirst(new Envelope(model.First!.Value, ActorRefs.NoSender));
            }
            else
            {
                model.AddLast(number);
                deque.AddLast(new Envelope(model.Last!.Value, ActorRefs.NoSender));
            }
        }

        Assert.Equal(model.Reverse(), deque.Backwards().Select(e => e.Message));
        deque.Clear();
        Assert.Empty(deque.Backwards());
        Assert.Equal(0, deque.Count);
    }
}

using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Tests.Stress;

/// <summary>Queues with many producers: nothing lost, nothing twice, each producer's order kept.</summary>
public class QueueStressSpecs
{
    private const int Producers = 4;

    private static readonly int Each = Soak.Count(usual: 50_000, soak: 5_000_000);

    public enum Kind
    {
        Unbounded,
        UnboundedDeque,
        Bounded,
        StablePriority,
    }

    [Theory]
    [InlineData(Kind.Unbounded)]
    [InlineData(Kind.UnboundedDeque)]
    [InlineData(Kind.Bounded)]
    [InlineData(Kind.StablePriority)]
    public async Task Every_message_arrives_once_and_in_its_producers_order(Kind kind)
    {
        var queue = Make(kind);
        var last = new int[Producers];
        var consumed = 0;
        await Threads.Together(Producers + 1, i =>
        {
            if (i < Producers)
            {
                Produce(queue, i);
                return;
            }

            Threads.Await(
                () =>
                {
                    Drain(queue, last, ref consumed);
                    return consumed == Producers * Each;
                },
                () => $"{consumed} of {Producers * Each} arrived, {queue.Count} wait");
        });
        Assert.False(queue.HasMessages);
        Assert.Equal(0, queue.Count);
        Assert.False(queue.TryDequeue(out _));
        Soak.Note($"messages through {kind}", Producers * Each, "passed");
    }

    [Fact]
    public async Task What_is_put_in_front_comes_first_whatever_the_producers_do()
    {
        var queue = new UnboundedDequeMessageQueue();
        await Threads.Together(3, i =>
        {
            if (i < 2)
            {
                Produce(queue, i);
                return;
            }

            for (var n = 0; n < Each; n++)
            {
                queue.EnqueueFirst(new Envelope($"second {n}", ActorRefs.NoSender));
                queue.EnqueueFirst(new Envelope($"first {n}", ActorRefs.NoSender));
                Assert.True(queue.TryDequeue(out var first) && first.Message.Equals($"first {n}"));
                Assert.True(queue.TryDequeue(out var second) && second.Message.Equals($"second {n}"));
            }
        });
        Assert.Equal(2 * Each, queue.Count);
    }

    [Fact]
    public void Count_and_HasMessages_tell_the_truth_when_nobody_works()
    {
        foreach (var kind in Enum.GetValues<Kind>())
        {
            var queue = Make(kind);
            var random = new Random(1);
            var held = 0;
            for (var i = 0; i < 2_000; i++)
            {
                if (held < 500 && random.Next(2) == 0)
                {
                    queue.Enqueue(ActorRefs.Nobody, new Envelope((0, i), ActorRefs.NoSender));
                    held++;
                }
                else if (queue.TryDequeue(out _))
                {
                    held--;
                }

                Assert.Equal(held, queue.Count);
                Assert.Equal(held > 0, queue.HasMessages);
            }
        }
    }

    private static IMessageQueue Make(Kind kind) => kind switch
    {
        Kind.Unbounded => new UnboundedMessageQueue(),
        Kind.UnboundedDeque => new UnboundedDequeMessageQueue(),
        Kind.Bounded => new BoundedMessageQueue(1_000, Timeout.InfiniteTimeSpan),
        _ => new UnboundedStablePriorityMessageQueue(static _ => 1, 16),
    };

    private static void Produce(IMessageQueue queue, int producer)
    {
        for (var n = 1; n <= Each; n++)
        {
            queue.Enqueue(ActorRefs.Nobody, new Envelope((producer, n), ActorRefs.NoSender));
        }
    }

    private static void Drain(IMessageQueue queue, int[] last, ref int consumed)
    {
        while (queue.TryDequeue(out var envelope))
        {
            var (producer, number) = ((int, int))envelope.Message;
            Assert.Equal(last[producer] + 1, number);
            last[producer] = number;
            consumed++;
        }
    }
}

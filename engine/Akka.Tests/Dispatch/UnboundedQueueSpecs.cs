using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Tests.Dispatch;

public class UnboundedQueueSpecs
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bursts_of_any_size_come_out_in_order(int seed)
    {
        var random = new Random(seed);
        var queue = new UnboundedMessageQueue();
        var model = new Queue<object>();
        for (var round = 0; round < 2_000; round++)
        {
            var most = 1 << random.Next(13);
            for (var i = random.Next(most); i > 0; i--)
            {
                object message = random.Next();
                queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.Nobody));
                model.Enqueue(message);
            }

            Assert.Equal(model.Count, queue.Count);
            Assert.Equal(model.Count > 0, queue.HasMessages);
            for (var i = random.Next(2 * most); i > 0 && model.TryDequeue(out var expected); i--)
            {
                Assert.True(queue.TryDequeue(out var envelope));
                Assert.Same(expected, envelope.Message);
                Assert.Same(ActorRefs.Nobody, envelope.Sender);
            }
        }

        while (model.TryDequeue(out var expected))
        {
            Assert.True(queue.TryDequeue(out var envelope));
            Assert.Same(expected, envelope.Message);
        }

        Assert.False(queue.HasMessages);
        Assert.False(queue.TryDequeue(out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Nothing_is_lost_doubled_or_reordered_between_a_producer_and_the_consumer(int producers)
    {
        const int each = 40_000;
        for (var round = 0; round < 5; round++)
        {
            var queue = new UnboundedMessageQueue();
            var work = Enumerable.Range(0, producers).Select(producer => Task.Run(() =>
            {
                for (var i = 0; i < each; i++)
                {
                    queue.Enqueue(ActorRefs.Nobody, new Envelope((producer, i), ActorRefs.NoSender));
                }
            })).ToArray();
            var next = new int[producers];
            for (var left = producers * each; left > 0;)
            {
                if (queue.TryDequeue(out var envelope))
                {
                    var (producer, i) = ((int, int))envelope.Message;
                    Assert.Equal(next[producer]++, i);
                    Assert.Null(envelope.Sender);
                    left--;
                }
            }

            await Task.WhenAll(work);
            Assert.False(queue.HasMessages);
            Assert.Equal(0, queue.Count);
        }
    }

    [Fact]
    public void A_queue_in_balance_allocates_nothing()
    {
        var queue = new UnboundedMessageQueue();
        var message = new object();
        Cycle();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
        {
            Cycle();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);

        void Cycle()
        {
            for (var i = 0; i < 900; i++)
            {
                queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.Nobody));
            }

            while (queue.TryDequeue(out _))
            {
            }
        }
    }

    [Fact]
    public void A_queue_keeps_no_message_alive_that_was_taken_out()
    {
        var queue = new UnboundedMessageQueue();
        var taken = new List<WeakReference>();
        for (var i = 0; i < 100; i++)
        {
            taken.Add(PassOne(queue));
        }

        GC.Collect();
        Assert.DoesNotContain(taken, reference => reference.IsAlive);
        GC.KeepAlive(queue);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference PassOne(UnboundedMessageQueue queue)
    {
        var message = new object();
        queue.Enqueue(ActorRefs.Nobody, new Envelope(message, ActorRefs.NoSender));
        Assert.True(queue.TryDequeue(out _));
        return new WeakReference(message);
    }
}

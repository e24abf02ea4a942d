using Akka.Pattern;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Tests;

/// <summary>The wire between a stage and its sub-stream, with a thread at each end.</summary>
public class SubPipeSpecs
{
    private const int Count = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_element_and_no_wake_up_is_lost_between_two_threads(bool ownerFeeds)
    {
        var pipe = new SubPipe<int>(ownerFeeds);
        using var producerWoken = new SemaphoreSlim(0);
        using var consumerWoken = new SemaphoreSlim(0);
        pipe.AttachOwner(() => (ownerFeeds ? producerWoken : consumerWoken).Release());
        var consuming = Task.Run(() => Consume(pipe, consumerWoken));
        var producing = Task.Run(() => Produce(pipe, producerWoken));
        pipe.AttachInner(() => (ownerFeeds ? consumerWoken : producerWoken).Release());
        await producing.WaitAsync(Patience);
        Assert.Equal((long)Count * (Count - 1) / 2, await consuming.WaitAsync(Patience));
    }

    [Fact]
    public void What_is_told_before_the_sub_stream_runs_waits_for_it()
    {
        var pipe = new SubPipe<int>(ownerFeeds: true);
        var wakes = 0;
        pipe.AttachOwner(() => { });
        Assert.False(pipe.IsTaken);
        pipe.Push(5);
        pipe.Finish();
        pipe.AttachInner(() => wakes++);
        Assert.True(pipe.IsTaken);
        Assert.Equal(1, wakes);
        Assert.Equal(SubSignals.Element | SubSignals.Finished, pipe.TakeForConsumer() & ~SubSignals.ConsumerWoken);
        Assert.Equal(5, pipe.TakeElement());
        Assert.Throws<IllegalStateException>(() => pipe.AttachInner(() => { }));
    }

    [Fact]
    public void An_end_is_woken_once_until_it_looks()
    {
        var pipe = new SubPipe<int>(ownerFeeds: true);
        var wakes = 0;
        pipe.AttachOwner(() => wakes++);
        pipe.AttachInner(() => { });
        pipe.Pull();
        pipe.Cancel(new InvalidOperationException());
        Assert.Equal(1, wakes);
        Assert.Equal(SubSignals.Pulled | SubSignals.Cancelled, pipe.TakeForProducer() & ~SubSignals.ProducerWoken);
        pipe.Pull();
        Assert.Equal(2, wakes);
    }

    private static void Produce(SubPipe<int> pipe, SemaphoreSlim woken)
    {
        for (var next = 0; next < Count;)
        {
            Assert.True(woken.Wait(Patience), $"not woken for element {next}");
            if (pipe.TakeForProducer().Has(SubSignals.Pulled))
            {
                pipe.Push(next++);
            }
        }

        pipe.Finish();
    }

    private static long Consume(SubPipe<int> pipe, SemaphoreSlim woken)
    {
        long sum = 0;
        var expected = 0;
        pipe.Pull();
        while (true)
        {
            Assert.True(woken.Wait(Patience), $"not woken for element {expected}");
            var signals = pipe.TakeForConsumer();
            if (signals.Has(SubSignals.Element))
            {
                var element = pipe.TakeElement();
                Assert.Equal(expected++, element);
                sum += element;
                pipe.Pull();
            }

            if (signals.Has(SubSignals.Finished))
            {
                return sum;
            }
        }
    }
}

using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Operators;

public class ActorRefSpecs : StreamSpec
{
    [Fact]
    public async Task A_sink_tells_an_actor_every_element_and_the_end()
    {
        var (actor, inbox) = Listener();
        Source.From([1, 2]).RunWith(Sink.ActorRef<int>(actor, "done", e => e.Message), Materializer);
        Assert.Equal(1, (await Next(inbox)).Message);
        Assert.Equal(2, (await Next(inbox)).Message);
        Assert.Equal("done", (await Next(inbox)).Message);
        Source.Failed<int>(new InvalidOperationException("bad"))
            .RunWith(Sink.ActorRef<int>(actor, "done", e => e.Message), Materializer);
        Assert.Equal("bad", (await Next(inbox)).Message);
    }

    [Fact]
    public async Task A_sink_cancels_when_its_actor_stops()
    {
        var (actor, _) = Listener();
        var source = Source.FromGraph(new HandSource<int>())
            .To(Sink.ActorRef<int>(actor, "done", e => e)).Run(Materializer);
        await Eventually(() => source.Pulls == 1, "running");
        actor.Tell(PoisonPill.Instance);
        await source.Cancelled;
    }

    [Fact]
    public async Task With_acknowledgements_one_element_is_under_way()
    {
        var (actor, inbox) = Listener();
        Source.From([1, 2, 3])
            .RunWith(Sink.ActorRefWithAck<int>(actor, "init", "ack", "done", e => e), Materializer);
        var (message, stage) = await Next(inbox);
        Assert.Equal("init", message);
        await Nothing(inbox);
        foreach (var expected in new object[] { 1, 2, 3, "done" })
        {
            if (expected is int)
            {
                stage.Tell("something else");
                await Nothing(inbox);
                stage.Tell("ack");
            }

            Assert.Equal(expected, (await Next(inbox)).Message);
        }
    }

    [Fact]
    public async Task With_acknowledgements_upstream_waits_in_a_bounded_buffer()
    {
        var (actor, inbox) = Listener();
        var sink = Sink.ActorRefWithAck<int>(actor, "init", "ack", "done")
            .WithAttributes(Attributes.CreateInputBuffer(1, 2));
        var source = Source.FromGraph(new HandSource<int>()).To(sink).Run(Materializer);
        for (var i = 1; i <= 9; i++)
        {
            source.Push(i);
        }

        var (_, stage) = await Next(inbox);
        await Eventually(() => source.Pulls == 2, "the buffer is full");
        await Nothing(inbox);
        Assert.Equal(2, source.Pulls);
        stage.Tell("ack");
        Assert.Equal(1, (await Next(inbox)).Message);
        await Eventually(() => source.Pulls == 3, "one more");
        source.Fail(new InvalidOperationException("bad"));
        Assert.Equal("bad", Assert.IsType<Status.Failure>((await Next(inbox)).Message).Cause.Message);
    }

    [Fact]
    public async Task With_acknowledgements_the_sink_cancels_when_its_actor_stops()
    {
        var (actor, inbox) = Listener();
        var source = Source.FromGraph(new HandSource<int>())
            .To(Sink.ActorRefWithAck<int>(actor, "init", "ack", "done")).Run(Materializer);
        await Next(inbox);
        actor.Tell(PoisonPill.Instance);
        await source.Cancelled;
    }

    [Fact]
    public async Task What_an_actor_is_told_is_a_stream()
    {
        var (actor, sink) = ActorSource(3, OverflowStrategy.DropHead);
        for (var i = 1; i <= 5; i++)
        {
            actor.Tell(i);
        }

        actor.Tell(new Status.Success("over"));
        actor.Tell(6);
        await sink.ExpectNothing();
        sink.Request(9);
        Assert.Equal(3, await sink.Next());
        Assert.Equal(4, await sink.Next());
        Assert.Equal(5, await sink.Next());
        await sink.ExpectComplete();
    }

    [Fact]
    public async Task A_failure_that_an_actor_is_told_fails_the_stream_at_once()
    {
        var (actor, sink) = ActorSource(3, OverflowStrategy.DropNew);
        actor.Tell(1);
        actor.Tell(new Status.Failure(new InvalidOperationException("bad")));
        Assert.Equal("bad", (await sink.ExpectError()).Message);
    }

    [Fact]
    public async Task A_full_actor_source_that_must_not_overflow_fails()
    {
        var (actor, sink) = ActorSource(1, OverflowStrategy.Fail);
        actor.Tell(1);
        actor.Tell(2);
        Assert.IsType<BufferOverflowException>(await sink.ExpectError());
        Assert.Throws<NotSupportedException>(
            () => { _ = Source.ActorRef<int>(1, OverflowStrategy.Backpressure); });
    }

    [Fact]
    public async Task The_actor_and_the_stream_end_together()
    {
        var (actor, sink) = ActorSource(1, OverflowStrategy.DropNew);
        actor.Tell(PoisonPill.Instance);
        await sink.ExpectComplete();
        (actor, sink) = ActorSource(1, OverflowStrategy.DropNew);
        var (watcher, inbox) = Listener();
        watcher.Tell(actor);
        sink.Cancel();
        Assert.IsType<Terminated>((await Next(inbox)).Message);
    }

    private (IActorRef Actor, HandSink<int>.Hand Sink) ActorSource(int size, OverflowStrategy strategy) =>
        Source.ActorRef<int>(size, strategy).ToMaterialized(Sink.FromGraph(new HandSink<int>()), Keep.Both)
            .Run(Materializer);

    private (IActorRef Actor, ChannelReader<(object Message, IActorRef Sender)> Inbox) Listener()
    {
        var inbox = Channel.CreateUnbounded<(object, IActorRef)>();
        return (Sys.ActorOf(Props.Create(() => new Recorder(inbox.Writer))), inbox.Reader);
    }

    private static async Task<(object Message, IActorRef Sender)> Next(
        ChannelReader<(object Message, IActorRef Sender)> inbox) =>
        await inbox.ReadAsync().AsTask().WaitAsync(Patience);

    private static async Task Nothing(ChannelReader<(object Message, IActorRef Sender)> inbox)
    {
        await Task.Delay(50);
        Assert.False(inbox.TryRead(out var unexpected), $"unexpected {unexpected.Message}");
    }

    // Records what it is told; a reference it watches instead.
    private sealed class Recorder(ChannelWriter<(object, IActorRef)> inbox) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is IActorRef other)
            {
                Context.Watch(other);
            }
            else
            {
                inbox.TryWrite((message, Sender));
            }
        }
    }
}

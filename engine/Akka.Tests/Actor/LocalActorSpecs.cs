using Akka.Actor;

namespace Akka.Tests.Actor;

public class LocalActorSpecs
{
    [Fact]
    public async Task An_actor_answers_what_it_is_asked()
    {
        var system = ActorSystem.Create("local");
        var echo = system.ActorOf(Props.Create(() => new Echo()), "echo");
        Assert.Equal("hello", await echo.Ask<string>("hello", TimeSpan.FromSeconds(3)));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_hundred_thousand_messages_from_many_producers_arrive_in_the_order_of_each_producer()
    {
        var system = ActorSystem.Create("order");
        var done = new TaskCompletionSource<bool>();
        var counter = system.ActorOf(Props.Create(() => new OrderChecker(8, 12_500, done)));
        var producers = Enumerable.Range(0, 8).Select(p => Task.Run(() =>
        {
            for (var i = 0; i < 12_500; i++)
            {
                counter.Tell((p, i), ActorRefs.NoSender);
            }
        }));
        await Task.WhenAll(producers);
        Assert.True(await done.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(m => Sender.Tell(m));
    }

    private sealed class OrderChecker : ReceiveActor
    {
        private int _inside;

        public OrderChecker(int producers, int each, TaskCompletionSource<bool> done)
        {
            var next = new int[producers];
            var left = producers * each;
            Receive<(int Producer, int Number)>(m =>
            {
                if (Interlocked.Increment(ref _inside) != 1 || next[m.Producer]++ != m.Number)
                {
                    done.TrySetResult(false);
                }

                if (--left == 0)
                {
                    done.TrySetResult(true);
                }

                Interlocked.Decrement(ref _inside);
            });
        }
    }
}

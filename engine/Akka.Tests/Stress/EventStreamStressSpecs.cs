using Akka.Actor;

namespace Akka.Tests.Stress;

/// <summary>Subscribers that come and go while others publish.</summary>
public class EventStreamStressSpecs : Akka.TestKit.Xunit2.TestKit
{
    public EventStreamStressSpecs()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
    }

    [Fact]
    public async Task Who_is_subscribed_gets_everything_and_who_is_not_gets_nothing()
    {
        const int Publishers = 2;
        var rounds = Soak.Count(usual: 3_000, soak: 1_000_000);
        var steady = new Ear(Sys, owner: -1);
        Sys.EventStream.Subscribe(steady, typeof(News));
        await Threads.Together(Publishers + 2, i =>
        {
            var visitor = new Ear(Sys, owner: i);
            for (var n = 1; n <= rounds; n++)
            {
                if (i < Publishers)
                {
                    Sys.EventStream.Publish(new News(i, n));
                    continue;
                }

                // What this thread publishes reaches its own visitor exactly while that is subscribed.
                Assert.True(Sys.EventStream.Subscribe(visitor, n % 2 == 0 ? typeof(News) : typeof(Local)));
                Sys.EventStream.Publish(new Local(i, n));
                Assert.Equal(n, visitor.LastOf(i));
                Assert.True(Sys.EventStream.Unsubscribe(visitor));
                Sys.EventStream.Publish(new Local(i, -n));
                Assert.Equal(n, visitor.LastOf(i));
            }
        });
        for (var i = 0; i < Publishers; i++)
        {
            Assert.Equal(rounds, steady.CountOf(i));
        }

        Assert.False(steady.SawDisorder);
    }

    [Fact]
    public void An_actor_that_ends_is_forgotten_even_if_it_subscribed_last()
    {
        for (var i = 0; i < Soak.Count(usual: 300, soak: 30_000); i++)
        {
            var actor = Sys.ActorOf(Props.Empty);
            Sys.EventStream.Subscribe(actor, typeof(News));
            Sys.Stop(actor);
            Sys.EventStream.Subscribe(actor, typeof(Local));
        }

        Threads.Await(
            () => !Sys.EventStream.HasSubscribers(typeof(News)) && !Sys.EventStream.HasSubscribers(typeof(Local)),
            () => "some are still subscribed");
    }

    private record News(int Publisher, int Number);

    private sealed record Local(int Publisher, int Number) : News(Publisher, Number);

    private sealed class Ear(ActorSystem system, int owner) : MinimalActorRef
    {
        private readonly int[] _last = new int[8];
        private readonly int[] _count = new int[8];

        public override ActorPath Path { get; } =
            new RootActorPath(Address.AllSystems) / "ear" / Guid.NewGuid().ToString("N");

        public override IActorRefProvider Provider { get; } = ((ExtendedActorSystem)system).Provider;

        public bool SawDisorder { get; private set; }

        public int LastOf(int publisher) => Volatile.Read(ref _last[publisher]);

        public int CountOf(int publisher) => Volatile.Read(ref _count[publisher]);

        protected override void TellInternal(object message, IActorRef sender)
        {
            var news = (News)message;
            if (news.Number < 0 && news.Publisher != owner)
            {
                // Published where another visitor is not subscribed; this one may be.
                return;
            }

            SawDisorder |= message is not Local && news.Number <= LastOf(news.Publisher);
            Volatile.Write(ref _last[news.Publisher], news.Number);
            Interlocked.Increment(ref _count[news.Publisher]);
        }
    }
}

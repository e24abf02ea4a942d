using Akka.Actor;

namespace Akka.Tests.Stress;

/// <summary>Answers that race with time-outs and cancellations.</summary>
public class AskStressSpecs : Akka.TestKit.Xunit2.TestKit
{
    private const int Askers = 4;

    public AskStressSpecs()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }")
    {
    }

    private int Waiting => ((ExtendedActorSystem)Sys).Provider.TempContainer is VirtualPathContainer temp
        ? temp.Children.Count()
        : throw new InvalidOperationException("no container of those who ask");

    [Fact]
    public async Task Every_ask_ends_once_and_leaves_nothing_behind()
    {
        var each = Soak.Count(usual: 600, soak: 100_000);
        var ends = new int[3];
        var actor = Sys.ActorOf(Props.Create(() => new Answerer()));
        await Threads.Together(Askers, i =>
        {
            var random = new Random(i);
            var asks = Enumerable.Range(0, each).Select(n => AskOne(actor, (i * each) + n, random.Next(100), ends));
            Task.WhenAll(asks.ToArray()).WaitAsync(Threads.Patience).GetAwaiter().GetResult();
        });
        Assert.Equal(Askers * each, ends.Sum());
        Assert.True(ends[0] > 0, "nobody was answered");

        // Those who were answered too late had a path; it is taken back with the end of the ask.
        Threads.Await(() => Waiting == 0, () => $"{Waiting} are still known");
        Soak.Note("asks", Askers * each, "passed");
    }

    [Fact]
    public async Task Asks_answered_at_once_get_their_own_answer()
    {
        var each = Soak.Count(usual: 5_000, soak: 1_000_000);
        var actor = Sys.ActorOf(Props.Create(() => new Answerer()));
        await Threads.Together(Askers, i =>
        {
            for (var n = 0; n < each; n++)
            {
                var question = (i * each) + n;
                var answer = actor.Ask<int>(question, Threads.Patience);
                Assert.Equal(question, answer.WaitAsync(Threads.Patience).GetAwaiter().GetResult());
            }
        });
        Assert.Equal(0, Waiting);
    }

    private static async Task AskOne(IActorRef actor, int question, int dice, int[] ends)
    {
        using var cancel = new CancellationTokenSource();
        var timeout = dice < 50 ? TimeSpan.FromMilliseconds(1 + (dice % 15)) : Threads.Patience;
        var ask = actor.Ask<int>(question, timeout, cancel.Token);
        if (dice % 3 == 0)
        {
            await Task.Yield();
            await cancel.CancelAsync();
        }

        try
        {
            Assert.Equal(question, await ask);
            Interlocked.Increment(ref ends[0]);
        }
        catch (AskTimeoutException)
        {
            Assert.True(dice < 50, "timed out long before its time");
            Interlocked.Increment(ref ends[1]);
        }
        catch (OperationCanceledException)
        {
            Assert.True(dice % 3 == 0, "was cancelled by nobody");
            Interlocked.Increment(ref ends[2]);
        }
    }

    private sealed class Answerer : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            // Every second one gets a path, as a remote or a logging actor would ask for.
            if ((int)message % 2 == 0)
            {
                Assert.NotNull(Sender.Path);
            }

            Sender.Tell(message);
        }
    }
}

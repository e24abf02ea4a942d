using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;

namespace WhaleStack.Bench.Journals;

/// <summary>Persistent actors that each write one event after the other, as fast as they are acknowledged.</summary>
internal sealed class Writers : IDisposable
{
    /// <summary>How many actors.</summary>
    public const int Count = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ActorSystem _system;
    private readonly List<IActorRef> _actors;

    /// <summary>Starts the actors and waits until all have recovered.</summary>
    public Writers(string hocon)
    {
        _system = ActorSystem.Create("bench", ConfigurationFactory.ParseString(Payload.Bindings + hocon));
        _actors = Enumerable.Range(0, Count)
            .Select(n => _system.ActorOf(Props.Create(() => new Writer(Payload.IdOf(n))))).ToList();
        Collect<bool>(Recovered.Instance);
    }

    /// <summary>Lets all write for a time.</summary>
    public Figures Run(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var latencies = Collect<List<long>>(new Go(until)).SelectMany(static l => l).ToList();
        return Figures.Of(latencies.Count, watch.Elapsed, latencies);
    }

    public void Dispose()
    {
        _system.Terminate().Wait(Patience);
        _system.Dispose();
    }

    private T[] Collect<T>(object question)
    {
        var answers = Task.WhenAll(_actors.Select(a => a.Ask<T>(question, Patience)));
        answers.Wait(Patience);
        return answers.Result;
    }

    private sealed record Go(long Until);

    private sealed class Recovered
    {
        public static readonly Recovered Instance = new();
    }

    private sealed class Next
    {
        public static readonly Next Instance = new();
    }

    private sealed class Writer : ReceivePersistentActor
    {
        private readonly Payload _payload = new(Payload.Text);
        private readonly Action<Payload> _onStored;
        private List<long> _latencies = [];
        private IActorRef _asker = ActorRefs.Nobody;
        private long _until;
        private long _began;

        public Writer(string id)
        {
            PersistenceId = id;
            _onStored = _ => OnStored();
            Command<Recovered>(_ => Sender.Tell(true));
            Command<Go>(go =>
            {
                _latencies = [];
                (_asker, _until) = (Sender, go.Until);
                Write();
            });
            Command<Next>(_ => Write());
        }

        public override string PersistenceId { get; }

        private void Write()
        {
            _began = Stopwatch.GetTimestamp();
            Persist(_payload, _onStored);
        }

        private void OnStored()
        {
            var now = Stopwatch.GetTimestamp();
            _latencies.Add(now - _began);
            if (now < _until)
            {
                Self.Tell(Next.Instance);
                return;
            }

            _asker.Tell(_latencies);
        }
    }
}

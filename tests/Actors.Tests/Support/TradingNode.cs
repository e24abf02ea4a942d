using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Akka.Event;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Composition;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Storage.Journal;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>The whole trading system on one node, with everything real but the market.</summary>
internal sealed class TradingNode : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    private static readonly Config ForTests = ConfigurationFactory.ParseString("""
        akka.loggers = ["WhaleStack.Actors.Tests.Support.SilentLogger, WhaleStack.Actors.Tests"]
        akka.logger-formatter = "Akka.Event.DefaultLogMessageFormatter, Akka"
        akka.log-dead-letters = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        akka.coordinated-shutdown.exit-clr = off
        """);

    private readonly NodeNews _news;

    private TradingNode(ActorSystem system, TradingRefs refs, NodeNews news)
    {
        System = system;
        Refs = refs;
        _news = news;
    }

    public ActorSystem System { get; }

    public TradingRefs Refs { get; }

    /// <summary>The last step that everyone has acknowledged.</summary>
    public Watermark? LastStep => _news.LastStep;

    /// <summary>Whether the past is done.</summary>
    public bool Completed => _news.Completed;

    /// <summary>Warnings and errors.</summary>
    public IEnumerable<string> Log => _news.Log;

    public static async Task<TradingNode> StartAsync(
        TempJournal journal, Func<string, TradingSetup> setup, string overrides = "")
    {
        var options = new NodeOptions(
            journal.Database, Storage.Configuration.LogLevel.Warning, ["feeds", "coins", "scanners", "traders"]);
        var config = ConfigurationFactory.ParseString(overrides).WithFallback(ForTests);
        var system = ActorSystem.Create("whalestack", NodeConfiguration.Build(options, config));
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = Cluster.Get(system);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        cluster.Join(cluster.SelfAddress);
        await up.Task.WaitAsync(Timeout);
        var news = new NodeNews();
        var listener = system.ActorOf(Props.Create(() => new Listener(news)), "listener");
        DistributedPubSub.Get(system).Mediator.Tell(new Subscribe(Topics.Clock, listener), listener);
        await news.Listening.WaitAsync(Timeout);
        return new TradingNode(system, TradingSystem.Start(system, setup(journal.Incarnation)), news);
    }

    /// <summary>Waits until so many steps are done since this node's start, or the past is.</summary>
    public Task StepsAsync(int count) => UntilAsync(() => _news.Steps >= count || _news.Completed, $"{count} steps");

    /// <summary>Waits until the past is done.</summary>
    public Task CompletedAsync() => UntilAsync(() => _news.Completed, "the end of the past");

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var over = new CancellationTokenSource(Timeout);
        while (!condition())
        {
            if (over.IsCancellationRequested)
            {
                Assert.Fail(
                    $"No {what} in {Timeout.TotalSeconds} s; {_news.Steps} steps done. The log's end:\n"
                    + string.Join('\n', _news.Log.TakeLast(20)));
            }

            await Task.WhenAny(_news.Changed, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }
    }

    public Task<AccountView> AccountAsync() =>
        Refs.Portfolio.Ask<AccountView>(PortfolioQueries.GetAccount.Instance, Timeout);

    public Task<PaperQueries.Statistics> ExchangeAsync() =>
        Refs.Venue.Ask<PaperQueries.Statistics>(PaperQueries.GetStatistics.Instance, Timeout);

    /// <summary>The live actor behind a singleton's supervisors.</summary>
    public ActorSelection Singleton(string name) => System.ActorSelection($"/user/{name}/singleton/{name}");

    /// <summary>Ends the system without letting anyone finish.</summary>
    public async ValueTask DisposeAsync() => await System.Terminate().WaitAsync(Timeout);

    private sealed class NodeNews
    {
        private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _steps;
        private volatile bool _completed;

        public ConcurrentQueue<string> Log { get; } = new();

        public Task Listening => _listening.Task;

        public Task Changed => Volatile.Read(ref _changed).Task;

        public int Steps => Volatile.Read(ref _steps);

        public bool Completed => _completed;

        public Watermark? LastStep { get; private set; }

        public void Take(object message)
        {
            switch (message)
            {
                case SubscribeAck:
                    _listening.TrySetResult();
                    break;
                case ClockEvents.StepCompleted completed:
                    LastStep = completed.Step.Watermark;
                    Interlocked.Increment(ref _steps);
                    break;
                case ClockEvents.HistoryCompleted:
                    _completed = true;
                    break;
                case LogEvent entry:
                    Log.Enqueue($"{entry.LogLevel()} {entry.LogSource}: {entry.Message} {entry.Cause?.Message}");
                    break;
                default:
                    return;
            }

            Interlocked
                .Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
                .TrySetResult();
        }
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(NodeNews news)
        {
            Context.System.EventStream.Subscribe(Self, typeof(Warning));
            Context.System.EventStream.Subscribe(Self, typeof(Error));
            ReceiveAny(news.Take);
        }
    }
}

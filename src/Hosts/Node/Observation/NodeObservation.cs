using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Observation;

/// <summary>The newest <see cref="NodeView"/>, for readers outside the actor system. Thread-safe; one writer, the
/// observer.</summary>
public sealed class NodeObservation
{
    private const int TopicsListened = 5;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _trouble = string.Empty;
    private volatile NodeView _current = new();
    private int _subscriptions;
    private long _troubles;

    /// <summary>Makes it.</summary>
    /// <param name="startQuote">Equity that buy-and-hold starts with.</param>
    /// <param name="coins">Coins that buy-and-hold buys.</param>
    /// <param name="feedNames">Feeds that have to end before the node has ended.</param>
    public NodeObservation(decimal startQuote, ImmutableArray<InstrumentId> coins, ImmutableArray<string> feedNames)
    {
        StartQuote = startQuote;
        Coins = coins;
        FeedNames = feedNames;
    }

    /// <summary>Equity that buy-and-hold starts with.</summary>
    public decimal StartQuote { get; }

    /// <summary>Coins that buy-and-hold buys.</summary>
    public ImmutableArray<InstrumentId> Coins { get; }

    /// <summary>Feeds that have to end before the node has ended.</summary>
    public ImmutableArray<string> FeedNames { get; }

    /// <summary>The newest view.</summary>
    public NodeView Current => _current;

    /// <summary>Completes when the observer hears every topic.</summary>
    public Task Listening => _listening.Task;

    /// <summary>Completes when every feed has come to its end.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Completes when the node cannot go on, with the reason.</summary>
    public Task<string> Failed => _failed.Task;

    /// <summary>The last error that an actor logged; empty when there was none.</summary>
    public string Trouble => _trouble;

    /// <summary>How many errors were logged.</summary>
    public long Troubles => Interlocked.Read(ref _troubles);

    /// <summary>An actor logged an error, and its supervisor deals with it.</summary>
    public void Report(string trouble)
    {
        _trouble = trouble;
        Interlocked.Increment(ref _troubles);
    }

    /// <summary>The node cannot go on. The first reason counts.</summary>
    public void Fail(string reason) => _failed.TrySetResult(reason);

    /// <summary>The observer was subscribed to one more topic.</summary>
    public void Subscribed()
    {
        if (Interlocked.Increment(ref _subscriptions) == TopicsListened)
        {
            _listening.TrySetResult();
        }
    }

    /// <summary>Shows a newer view.</summary>
    public void Show(NodeView view)
    {
        _current = view;
        if (view.Stage == NodeStage.Ended)
        {
            _ended.TrySetResult();
        }
    }
}

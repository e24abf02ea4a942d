using System.Collections.Immutable;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Observation;

/// <summary>The newest <see cref="NodeView"/>, for readers outside the actor system. Thread-safe; one writer, the observer.</summary>
public sealed class NodeObservation
{
    private const int TopicsListened = 4;
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile NodeView _current = new();
    private int _subscriptions;

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

using System.Collections.Immutable;

namespace WhaleStack.Domain.Composite;

/// <summary>
/// Trades or forced closes that wait to be handed on, oldest first. Bounded: the oldest is dropped, and counted, when a
/// new one finds no room. Not thread-safe.
/// </summary>
/// <typeparam name="T">What waits.</typeparam>
public sealed class PrintBuffer<T>
{
    /// <summary>How many wait at most.</summary>
    public const int WaitingMax = 10_000;

    private readonly Queue<T> _waiting = new();

    /// <summary>How many were dropped since the beginning.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether none waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Adds them, in their order.</summary>
    public void Add(ImmutableArray<T> prints)
    {
        foreach (var print in prints)
        {
            if (_waiting.Count == WaitingMax)
            {
                _waiting.Dequeue();
                Dropped++;
            }

            _waiting.Enqueue(print);
        }
    }

    /// <summary>Takes all that wait.</summary>
    public ImmutableArray<T> Take()
    {
        ImmutableArray<T> all = [.. _waiting];
        _waiting.Clear();
        return all;
    }
}

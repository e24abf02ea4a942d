using Akka.Pattern;

namespace Akka.Streams.Implementation.Stages;

/// <summary>What became of an element that was offered to a buffer.</summary>
internal enum Offered
{
    /// <summary>It is in the buffer; others may have been dropped for it.</summary>
    Enqueued,

    /// <summary>It was dropped.</summary>
    Dropped,

    /// <summary>The buffer is full and the stream has to fail.</summary>
    Failed,
}

/// <summary>A ring that never holds more than its capacity.</summary>
internal sealed class BoundedBuffer<T>
{
    private readonly int _capacity;
    private T[] _items;
    private int _head;

    public BoundedBuffer(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _items = new T[Math.Min(capacity, 16)];
    }

    public int Count { get; private set; }

    public bool IsEmpty => Count == 0;

    public bool IsFull => Count == _capacity;

    /// <summary>Puts an element in, making room as the strategy says; with back-pressure there must be room.</summary>
    public Offered Offer(T element, OverflowStrategy strategy)
    {
        if (IsFull)
        {
            switch (strategy)
            {
                case OverflowStrategy.DropHead:
                    Dequeue();
                    break;
                case OverflowStrategy.DropTail:
                    DropTail();
                    break;
                case OverflowStrategy.DropBuffer:
                    Clear();
                    break;
                case OverflowStrategy.DropNew:
                    return Offered.Dropped;
                case OverflowStrategy.Fail:
                    return Offered.Failed;
                default:
                    throw new IllegalStateException("A buffer with back-pressure must not be offered too much");
            }
        }

        Enqueue(element);
        return Offered.Enqueued;
    }

    public void Enqueue(T element)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[(_head + Count) % _items.Length] = element;
        Count++;
    }

    /// <summary>The element that is so many behind the oldest.</summary>
    public T this[int index] => _items[(_head + index) % _items.Length];

    public T Peek() => _items[_head];

    public T Dequeue()
    {
        var element = _items[_head];
        _items[_head] = default!;
        _head = (_head + 1) % _items.Length;
        Count--;
        return element;
    }

    public void Clear()
    {
        Array.Clear(_items);
        _head = 0;
        Count = 0;
    }

    private void DropTail()
    {
        Count--;
        _items[(_head + Count) % _items.Length] = default!;
    }

    private void Grow()
    {
        var larger = new T[(int)Math.Min((long)_items.Length * 2, _capacity)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = _items[(_head + i) % _items.Length];
        }

        _items = larger;
        _head = 0;
    }
}

using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Messages in line, with both ends open; a ring that grows and lets its memory go when it was long.</summary>
internal sealed class EnvelopeDeque
{
    // A ring above this is given back when it is empty.
    private const int KeptMax = 1024;

    private Envelope[] _ring = [];
    private int _head;

    public int Count { get; private set; }

    /// <summary>By place in line; 0 is next.</summary>
    public Envelope this[int index] => _ring[Wrap(_head + index)];

    public void AddLast(Envelope envelope)
    {
        Grow();
        _ring[Wrap(_head + Count)] = envelope;
        Count++;
    }

    public void AddFirst(Envelope envelope)
    {
        Grow();
        _head = Wrap(_head + _ring.Length - 1);
        _ring[_head] = envelope;
        Count++;
    }

    public Envelope RemoveFirst()
    {
        var first = _ring[_head];
        _ring[_head] = default;
        _head = Wrap(_head + 1);
        Count--;
        if (Count == 0 && _ring.Length > KeptMax)
        {
            Clear();
        }

        return first;
    }

    public void Clear()
    {
        _ring = [];
        _head = 0;
        Count = 0;
    }

    // The length is a power of two.
    private int Wrap(int index) => index & (_ring.Length - 1);

    private void Grow()
    {
        if (Count < _ring.Length)
        {
            return;
        }

        var larger = new Envelope[Math.Max(8, _ring.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        _ring = larger;
        _head = 0;
    }
}

using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// Messages in line, with both ends open. They lie in segments that become larger as the line does, up to a limit: one
/// array for all would be copied again and again, and be an old object full of references to new ones.
/// </summary>
internal sealed class EnvelopeDeque
{
    private const int FirstSize = 8;
    private const int LargestSize = 1024;

    private Segment? _first;
    private Segment? _last;

    public int Count { get; private set; }

    public void AddLast(Envelope envelope)
    {
        if (_last is null || _last.End == _last.Items.Length)
        {
            var added = new Segment(NextSize()) { Previous = _last };
            _first ??= added;
            if (_last is not null)
            {
                _last.Next = added;
            }

            _last = added;
        }

        _last.Items[_last.End++] = envelope;
        Count++;
    }

    public void AddFirst(Envelope envelope)
    {
        if (Count == 0)
        {
            // No empty segment ever has a neighbour.
            Clear();
        }

        if (_first is null || _first.Begin == 0)
        {
            var added = new Segment(NextSize()) { Next = _first };
            added.Begin = added.End = added.Items.Length;
            _last ??= added;
            if (_first is not null)
            {
                _first.Previous = added;
            }

            _first = added;
        }

        _first.Items[--_first.Begin] = envelope;
        Count++;
    }

    /// <summary>Takes out the first; only when there is one.</summary>
    public Envelope RemoveFirst()
    {
        var segment = _first!;
        var envelope = segment.Items[segment.Begin];
        segment.Items[segment.Begin++] = default;
        Count--;
        if (segment.Begin == segment.End)
        {
            RemoveEmpty(segment);
        }

        return envelope;
    }

    /// <summary>All, the last one first.</summary>
    public IEnumerable<Envelope> Backwards()
    {
        for (var segment = _last; segment is not null; segment = segment.Previous)
        {
            for (var i = segment.End - 1; i >= segment.Begin; i--)
            {
                yield return segment.Items[i];
            }
        }
    }

    public void Clear()
    {
        _first = _last = null;
        Count = 0;
    }

    private int NextSize() => Math.Clamp(Count, FirstSize, LargestSize);

    // A small segment that is the only one serves again.
    private void RemoveEmpty(Segment segment)
    {
        if (Count > 0)
        {
            _first = segment.Next;
            _first!.Previous = null;
        }
        else if (ReferenceEquals(segment, _last) && segment.Items.Length == FirstSize)
        {
            segment.Begin = segment.End = 0;
        }
        else
        {
            Clear();
        }
    }

    private sealed class Segment(int size)
    {
        public readonly Envelope[] Items = new Envelope[size];
        public int Begin;
        public int End;
        public Segment? Previous;
        public Segment? Next;
    }
}

using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// A linked queue without locks. A producer swaps itself in as the tail and then links its predecessor to itself;
/// the single consumer follows the links.
/// </summary>
internal sealed class MpscQueue
{
    private Node _head;
    private Node _tail;

    public MpscQueue()
    {
        _head = _tail = new Node(default);
    }

    public bool HasMessages => !ReferenceEquals(Volatile.Read(ref _head), Volatile.Read(ref _tail));

    public int Count
    {
        get
        {
            var count = 0;
            var node = Volatile.Read(ref Volatile.Read(ref _head).Next);
            while (node is not null)
            {
                count++;
                node = Volatile.Read(ref node.Next);
            }

            return count;
        }
    }

    public void Enqueue(in Envelope envelope)
    {
        var node = new Node(envelope);
        var before = Interlocked.Exchange(ref _tail, node);
        Volatile.Write(ref before.Next, node);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        var head = _head;
        var next = Volatile.Read(ref head.Next);
        if (next is null)
        {
            if (ReferenceEquals(head, Volatile.Read(ref _tail)))
            {
                envelope = default;
                return false;
            }

            next = WaitForLink(head);
        }

        envelope = next.Envelope;
        next.Envelope = default;
        Volatile.Write(ref _head, next);
        return true;
    }

    // A producer is between its two steps; it needs only to run on.
    private static Node WaitForLink(Node head)
    {
        var spinner = default(SpinWait);
        Node? next;
        while ((next = Volatile.Read(ref head.Next)) is null)
        {
            spinner.SpinOnce();
        }

        return next;
    }

    private sealed class Node(Envelope envelope)
    {
        public Envelope Envelope = envelope;
        public Node? Next;
    }
}

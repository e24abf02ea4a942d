using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// A queue without limit and without locks for many producers and one consumer. Messages lie in a ring of slots, which
/// is used over and over; when it is full, a larger one takes over, so that a queue in balance allocates nothing.
/// </summary>
/// <remarks>
/// <para>
/// Every message has a position: <c>_tail</c> is the next one to be claimed, <c>_head</c> the next one to be taken.
/// A producer claims by a compare-and-swap on <c>_tail</c>, which never takes a value twice: when it succeeds, nothing
/// has been claimed and no ring has changed since the producer looked, hence ring and limit are still the ones it read.
/// It then owns the slot of its position alone. It writes the sender and, with release semantics, the message; the
/// consumer reads the message with acquire semantics, hence sees the sender and all that the producer did before.
/// The consumer empties the slot before it moves <c>_head</c> on (release), and producers learn of free slots by
/// reading <c>_head</c> (acquire), hence never write to a slot that is still to be emptied.
/// </para>
/// <para>
/// A ring holds one message less than it has slots. The producer that finds it full marks <c>_tail</c> as growing,
/// which holds the other producers back, puts its message into a new ring, and into the free slot of the old one, as a
/// message, the new ring: there the consumer moves over. All that was claimed in the old ring has been taken by
/// then, so nobody writes to it any more and it can serve again.
/// </para>
/// <para>
/// A claim is a full fence, and so is the end of growth. Whoever enqueues and then finds the mailbox still scheduled
/// can rely on the run that ends later, by a full fence too, to see the claim in <see cref="HasMessages"/>. A message
/// that is claimed and not yet there is waited for: its producer is between two instructions.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
internal sealed class MpscQueue
{
    private const int FirstSize = 4;
    private const int GrowthFactor = 4;
    private const int LargestSize = 1024;
    private const long Growing = long.MinValue;

    private static readonly object NoMessage = new();

    // What producers write and what the consumer writes lie on cache lines of their own.
    [FieldOffset(0)]
    private Slot[] _ring;
    [FieldOffset(8)]
    private Slot[]? _spare;
    [FieldOffset(16)]
    private long _tail;
    [FieldOffset(24)]
    private long _limit;
    [FieldOffset(88)]
    private Slot[] _readRing;
    [FieldOffset(96)]
    private long _head;

    public MpscQueue()
    {
        _ring = _readRing = new Slot[FirstSize];
        _limit = FirstSize - 1;
    }

    // While the queue grows, the consumer can be ahead of the tail by the message that made it grow.
    public bool HasMessages => (Volatile.Read(ref _tail) & ~Growing) > Volatile.Read(ref _head);

    public int Count
    {
        get
        {
            var head = Volatile.Read(ref _head);
            return (int)Math.Clamp((Volatile.Read(ref _tail) & ~Growing) - head, 0, int.MaxValue);
        }
    }

    public void Enqueue(in Envelope envelope)
    {
        var tail = Volatile.Read(ref _tail);

        // A tail that is growing is negative, hence no smaller than any limit here.
        if ((ulong)tail < (ulong)Volatile.Read(ref _limit))
        {
            var ring = Volatile.Read(ref _ring);
            if (Interlocked.CompareExchange(ref _tail, tail + 1, tail) == tail)
            {
                Put(ring, tail, envelope);
                return;
            }
        }

        EnqueueContended(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        var ring = _readRing;
        var head = _head;
        ref var slot = ref ring[(int)head & (ring.Length - 1)];
        var message = Volatile.Read(ref slot.Message);
        if (message is null)
        {
            if (!HasMessages)
            {
                envelope = default;
                return false;
            }

            message = WaitFor(ref slot);
        }

        if (message.GetType() == typeof(Slot[]))
        {
            slot.Message = null;
            ring = MoveTo(Unsafe.As<Slot[]>(message));
            slot = ref ring[(int)head & (ring.Length - 1)];
            message = slot.Message!;
        }

        envelope = new Envelope(ReferenceEquals(message, NoMessage) ? null! : message, slot.Sender);
        slot.Sender = null;
        slot.Message = null;
        Volatile.Write(ref _head, head + 1);
        return true;
    }

    private static void Put(Slot[] ring, long position, in Envelope envelope)
    {
        ref var slot = ref ring[(int)position & (ring.Length - 1)];
        slot.Sender = envelope.Sender;
        Volatile.Write(ref slot.Message, envelope.Message ?? NoMessage);
    }

    private static object WaitFor(ref Slot slot)
    {
        var spinner = default(SpinWait);
        object? message;
        while ((message = Volatile.Read(ref slot.Message)) is null)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }

        return message;
    }

    // Someone else claimed, or the ring looks full, or someone is putting a larger one in its place.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnqueueContended(in Envelope envelope)
    {
        var spinner = default(SpinWait);
        while (true)
        {
            var tail = Volatile.Read(ref _tail);
            var limit = Volatile.Read(ref _limit);
            var ring = Volatile.Read(ref _ring);
            if (tail < 0)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }
            else if (tail < limit)
            {
                if (Interlocked.CompareExchange(ref _tail, tail + 1, tail) == tail)
                {
                    Put(ring, tail, envelope);
                    return;
                }
            }
            else if (!RaiseLimit(ring, limit) && TryGrow(ring, tail, envelope))
            {
                return;
            }
        }
    }

    // The limit only rises, so that the swap fails for whoever looked before the last change of rings.
    private bool RaiseLimit(Slot[] ring, long limit)
    {
        var free = Volatile.Read(ref _head) + ring.Length - 1;
        if (free <= limit)
        {
            return false;
        }

        Interlocked.CompareExchange(ref _limit, free, limit);
        return true;
    }

    private bool TryGrow(Slot[] full, long tail, in Envelope envelope)
    {
        // Made before the tail is marked, so that nothing can fail while others wait.
        var larger = full.Length < LargestSize
            ? new Slot[full.Length * GrowthFactor]
            : Interlocked.Exchange(ref _spare, null) ?? new Slot[LargestSize];
        if (Interlocked.CompareExchange(ref _tail, tail | Growing, tail) != tail)
        {
            if (larger.Length == LargestSize)
            {
                Volatile.Write(ref _spare, larger);
            }

            return false;
        }

        // In this order: whoever reads the limit and then the ring must not get the new limit with the old ring.
        Put(larger, tail, envelope);
        Volatile.Write(ref _ring, larger);
        Volatile.Write(ref _limit, tail + larger.Length - 1);
        Volatile.Write(ref full[(int)tail & (full.Length - 1)].Message, larger);
        Interlocked.Exchange(ref _tail, tail + 1);
        return true;
    }

    // The old ring is kept only while so much waits that another will be needed.
    private Slot[] MoveTo(Slot[] next)
    {
        var old = _readRing;
        _readRing = next;
        if (old.Length == LargestSize)
        {
            Volatile.Write(ref _spare, Count >= LargestSize ? old : null);
        }

        return next;
    }

    private struct Slot
    {
        public object? Message;
        public IActorRef? Sender;
    }
}

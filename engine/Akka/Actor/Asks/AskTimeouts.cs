namespace Akka.Actor;

/// <summary>Something that ends by itself when its time is over.</summary>
internal interface IExpiring
{
    /// <summary>Called once, on a thread of the pool.</summary>
    void Expire();
}

/// <summary>
/// The questions that wait with a time limit, in real time: a table of slots for each group of processors. An ask
/// costs a slot while it waits, and neither an object nor a timer of its own.
/// </summary>
/// <remarks>
/// A slot belongs to whoever holds its group's lock, and is only freed by the one that finds its own target in it:
/// an answer and the sweep may race, and both may be late, without freeing the slot of a later ask.
/// The sweep reads every slot in use, but runs only when the earliest time noted may have come, and then rests for
/// <see cref="Rest"/> at least; so its cost does not grow with the rate of asks. Nothing expires early; late by
/// <see cref="Slack"/>, the rest and what the timers of .NET add.
/// </remarks>
internal static class AskTimeouts
{
    // The clock of Environment.TickCount64 moves in steps of at most 16 ms; it is read because it is cheap.
    private const long Slack = 16;
    private const long Rest = 10;
    private const long Furthest = int.MaxValue;
    private const int ProcessorBits = 8;

    private static readonly Group[] Groups = MakeGroups();

    /// <summary>Notes a time limit above zero; the ticket ends it.</summary>
    public static long Add(IExpiring target, TimeSpan timeout)
    {
        var index = Thread.GetCurrentProcessorId() & (Groups.Length - 1);
        var due = Environment.TickCount64 + (long)Math.Ceiling(timeout.TotalMilliseconds) + Slack;
        return ((long)Groups[index].Add(target, due) << ProcessorBits) | (long)index;
    }

    /// <summary>Ends a time limit; does nothing when it has ended already.</summary>
    public static void Remove(IExpiring target, long ticket) =>
        Groups[ticket & (Groups.Length - 1)].Remove(target, (int)(ticket >> ProcessorBits));

    private static Group[] MakeGroups()
    {
        var count = Math.Min(
            1 << ProcessorBits,
            (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount));
        var groups = new Group[count];
        for (var i = 0; i < count; i++)
        {
            groups[i] = new Group();
        }

        return groups;
    }

    private sealed class Group
    {
        private readonly Lock _lock = new();
        private readonly Timer _timer;
        private Slot[] _slots = new Slot[16];
        private int _used;
        private int _free = -1;
        private long _nextSweep = long.MaxValue;

        public Group()
        {
            // The timer outlives the first ask, and must not keep what flows with that one.
            using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            _timer = new Timer(static group => ((Group)group!).Sweep(), this, Timeout.Infinite, Timeout.Infinite);
        }

        public int Add(IExpiring target, long due)
        {
            lock (_lock)
            {
                var index = TakeSlot();
                _slots[index] = new Slot { Target = target, Due = due };
                if (due < _nextSweep)
                {
                    SweepAt(due);
                }

                return index;
            }
        }

        public void Remove(IExpiring target, int index)
        {
            lock (_lock)
            {
                if (ReferenceEquals(_slots[index].Target, target))
                {
                    Free(index);
                }
            }
        }

        private int TakeSlot()
        {
            if (_free >= 0)
            {
                var index = _free;
                _free = (int)_slots[index].Due;
                return index;
            }

            if (_used == _slots.Length)
            {
                Array.Resize(ref _slots, _used * 2);
            }

            return _used++;
        }

        // A free slot holds the number of the next free one.
        private void Free(int index)
        {
            _slots[index] = new Slot { Due = _free };
            _free = index;
        }

        private void SweepAt(long due)
        {
            _nextSweep = due;
            _timer.Change(Math.Clamp(due - Environment.TickCount64, 1, Furthest), Timeout.Infinite);
        }

        private void Sweep()
        {
            List<IExpiring>? expired = null;
            lock (_lock)
            {
                var now = Environment.TickCount64;
                var next = long.MaxValue;
                for (var i = 0; i < _used; i++)
                {
                    if (_slots[i].Target is not { } target)
                    {
                        continue;
                    }

                    if (_slots[i].Due <= now)
                    {
                        (expired ??= []).Add(target);
                        Free(i);
                    }
                    else
                    {
                        next = Math.Min(next, _slots[i].Due);
                    }
                }

                _nextSweep = long.MaxValue;
                if (next < long.MaxValue)
                {
                    SweepAt(Math.Max(next, now + Rest));
                }
            }

            foreach (var target in expired ?? [])
            {
                target.Expire();
            }
        }
    }

    private struct Slot
    {
        public IExpiring? Target;
        public long Due;
    }
}

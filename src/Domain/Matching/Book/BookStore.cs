using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>A resting order: a link in the queue of its level.</summary>
internal struct BookNode
{
    public long Id;
    public long SizeSteps;
    public int Owner;
    public int Level;
    public int Before;
    public int After;
}

/// <summary>All orders at one price: a queue, first come first.</summary>
internal struct BookQueue
{
    public long PriceTicks;
    public long SizeSteps;
    public Side Side;
    public int Orders;
    public int First;
    public int Last;
}

/// <summary>Slots for values that come and go: used again, so nothing is allocated once they are many enough.</summary>
internal sealed class BookStore<T>
    where T : struct
{
    private int[] _free = new int[64];
    private T[] _slots = new T[64];
    private int _freeCount;
    private int _used;

    public ref T this[int slot] => ref _slots[slot];

    /// <summary>A slot whose value is to be set.</summary>
    public int Take()
    {
        if (_freeCount > 0)
        {
            return _free[--_freeCount];
        }

        if (_used == _slots.Length)
        {
            Array.Resize(ref _slots, _used * 2);
        }

        return _used++;
    }

    public void Give(int slot)
    {
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, _freeCount * 2);
        }

        _free[_freeCount++] = slot;
    }
}

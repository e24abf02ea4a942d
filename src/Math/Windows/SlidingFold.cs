using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>The summary of the last n values, without ever taking one back out.</summary>
/// <remarks>
/// Formula: values are cut into blocks of n. Of the last whole block the summary of every tail is kept; the window is
/// the join of a tail and what came since. Where: n = period. Unit, range: those of the summary.
/// Source: M. van Herk, A fast algorithm for local minimum and maximum filters, Pattern Recognition Letters 13, 1992,
/// used for any associative summary. Warm-up: n values. Cost: three folds a value, amortised; n of them at the end of a
/// block. Nothing is subtracted, so a huge value leaves no trace once it has left, and nothing drifts.
/// </remarks>
internal struct SlidingFold<TValue, TState, TFold>
    where TState : struct
    where TFold : IFold<TValue, TState>
{
    private readonly TValue[] _block;
    private readonly TState[] _tails;
    private TState _newer;
    private int _place;
    private bool _isWarm;

    public SlidingFold(int period)
    {
        Argument.Period(period);
        _block = new TValue[period];
        _tails = new TState[period];
    }

    /// <summary>Adds a value; false in warm-up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(in TValue value, out TState state)
    {
        var block = _block;
        var place = _place;
        block[place] = value;
        place++;
        _newer = place == 1 ? TFold.One(value) : TFold.Append(_newer, value, place);
        if (place == block.Length)
        {
            state = _newer;
            EndBlock();
            return true;
        }

        _place = place;
        if (_isWarm)
        {
            state = TFold.Join(_tails[place], block.Length - place, _newer, place);
            return true;
        }

        state = default;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndBlock()
    {
        var (block, tails) = (_block, _tails);
        var tail = TFold.One(block[^1]);
        tails[^1] = tail;
        for (var i = block.Length - 2; i > 0; i--)
        {
            tail = TFold.Prepend(block[i], tail, block.Length - i);
            tails[i] = tail;
        }

        _place = 0;
        _isWarm = true;
    }
}

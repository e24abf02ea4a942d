namespace WhaleStack.Quant;

/// <summary>How a stretch of values is summed up, so that two neighbouring stretches can be joined.</summary>
/// <typeparam name="TValue">One value.</typeparam>
/// <typeparam name="TState">The summary of a stretch.</typeparam>
internal interface IFold<TValue, TState>
    where TState : struct
{
    /// <summary>The summary of one value.</summary>
    static abstract TState One(in TValue value);

    /// <summary>The summary of a stretch and a newer value; <paramref name="count"/> counts both.</summary>
    static abstract TState Append(in TState stretch, in TValue newer, int count);

    /// <summary>The summary of an older value and a stretch; <paramref name="count"/> counts both.</summary>
    static abstract TState Prepend(in TValue older, in TState stretch, int count);

    /// <summary>The summary of two stretches.</summary>
    static abstract TState Join(in TState older, int olderCount, in TState newer, int newerCount);
}

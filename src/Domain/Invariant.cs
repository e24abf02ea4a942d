using System.Diagnostics.CodeAnalysis;

namespace WhaleStack.Domain;

/// <summary>A rule of ours that cannot be broken by bad input, only by a bug: the actor that finds it broken
/// restarts.</summary>
public static class Invariant
{
    /// <summary>Throws when the condition does not hold.</summary>
    /// <param name="condition">What must be true.</param>
    /// <param name="rule">The rule, stated positively.</param>
    /// <exception cref="InvalidOperationException">The condition is false.</exception>
    public static void Hold([DoesNotReturnIf(false)] bool condition, string rule)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Invariant: {rule}");
        }
    }
}

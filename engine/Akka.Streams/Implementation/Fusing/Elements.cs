using System.Diagnostics.CodeAnalysis;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>What may flow through a stream: anything but null.</summary>
internal static class Elements
{
    /// <summary>Gives the element back, or throws an <see cref="ArgumentNullException"/> when there is none.</summary>
    public static T Require<T>(T element)
    {
        if (Nulls<T>.Exist && element is null)
        {
            ThrowNullElement();
        }

        return element;
    }

    [DoesNotReturn]
    private static void ThrowNullElement() => throw new ArgumentNullException("element", "Element must not be null");

    // Asked once for each type: unoptimized code would box a value to compare it with null.
    private static class Nulls<T>
    {
        public static readonly bool Exist = default(T) is null;
    }
}

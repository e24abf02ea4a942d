namespace Akka.Streams;

/// <summary>What a full buffer does with one more element.</summary>
public enum OverflowStrategy
{
    /// <summary>Drops the oldest element of the buffer.</summary>
    DropHead,

    /// <summary>Drops the youngest element of the buffer.</summary>
    DropTail,

    /// <summary>Drops all elements of the buffer.</summary>
    DropBuffer,

    /// <summary>Drops the element that came.</summary>
    DropNew,

    /// <summary>Makes upstream wait.</summary>
    Backpressure,

    /// <summary>Fails the stream with a <see cref="BufferOverflowException"/>.</summary>
    Fail,
}

/// <summary>What a throttle does with elements that come too fast.</summary>
public enum ThrottleMode
{
    /// <summary>Makes them wait.</summary>
    Shaping,

    /// <summary>Fails the stream.</summary>
    Enforcing,
}

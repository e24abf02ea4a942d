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

/// <summary>What a delay does with one more element when its buffer is full.</summary>
public enum DelayOverflowStrategy
{
    /// <summary>Emits the oldest element of the buffer before its time.</summary>
    EmitEarly,

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

/// <summary>What the cancellation of a sub-stream means for the stream it was split from.</summary>
public enum SubstreamCancelStrategy
{
    /// <summary>It is cancelled too.</summary>
    Propagate,

    /// <summary>The rest of the sub-stream is dropped, and the next one begins as ever.</summary>
    Drain,
}

namespace WhaleStack.Simulator.Faults;

/// <summary>What can be made to go wrong.</summary>
public enum FaultKind
{
    /// <summary>REST answers and stream frames come late.</summary>
    Latency,

    /// <summary>A request is cut off before it is read; a stream frame is not sent.</summary>
    Drop,

    /// <summary>A stream frame is sent twice.</summary>
    Duplicate,

    /// <summary>A stream frame changes places with the next one of its topic.</summary>
    Reorder,

    /// <summary>A request gets no answer, a connection says nothing, until the fault is over.</summary>
    Stall,

    /// <summary>The connection is cut: for REST in the middle of the answer.</summary>
    Disconnect,

    /// <summary>An HTTP status in place of an answer, such as 429 or 503; also for the opening of a socket.</summary>
    HttpStatus,

    /// <summary>A refusal by code in place of an answer; nothing was done.</summary>
    RetCode,

    /// <summary>The request is carried out and its answer never sent.</summary>
    LostAnswer,

    /// <summary>The server's clock is off.</summary>
    ClockSkew,

    /// <summary>Fields of the rows of an answer or a stream are left out.</summary>
    MissingField,

    /// <summary>A topic says nothing while its connection lives.</summary>
    Silent,

    /// <summary>An order book starts anew, as after a restart: a snapshot with update id 1.</summary>
    Resnapshot,

    /// <summary>A filled order is reported a second time, as when a cancellation came too late.</summary>
    DoubleFilled,
}

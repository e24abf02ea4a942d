namespace WhaleStack.Domain.Scanners.Cycle;

/// <summary>Where a coin is in the whale cycle: long, push price up through the shorts' liquidations, take profit, flip
/// short, push it down through the longs', take profit.</summary>
public enum CyclePhase
{
    /// <summary>None of it is to be seen.</summary>
    Idle = 1,

    /// <summary>Price is calm, and positions are being bought.</summary>
    Gathering = 2,

    /// <summary>Price rises through clusters of shorts.</summary>
    PushUp = 3,

    /// <summary>The rise has stopped, and positions are being sold or closed.</summary>
    TakeProfitUp = 4,

    /// <summary>Price is calm, and positions are being sold short.</summary>
    FlipShort = 5,

    /// <summary>Price falls through clusters of longs.</summary>
    PushDown = 6,

    /// <summary>The fall has stopped, and positions are being bought or closed.</summary>
    TakeProfitDown = 7,
}

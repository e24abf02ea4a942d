namespace WhaleStack.Domain.Matching;

/// <summary>How long an order may wait.</summary>
public enum TimeInForce
{
    /// <summary>Rests until filled or cancelled.</summary>
    GoodTillCancelled = 1,

    /// <summary>Takes what there is; the rest is cancelled.</summary>
    ImmediateOrCancel = 2,

    /// <summary>All at once or nothing.</summary>
    FillOrKill = 3,

    /// <summary>Only rests: cancelled when it would take.</summary>
    PostOnly = 4,
}

/// <summary>What happens when an order meets an order of the same account.</summary>
public enum SelfTradePrevention
{
    /// <summary>They trade.</summary>
    None = 1,

    /// <summary>The rest of the incoming order is cancelled.</summary>
    CancelTaker = 2,

    /// <summary>The resting order is cancelled, the incoming one goes on.</summary>
    CancelMaker = 3,

    /// <summary>Both are cancelled.</summary>
    CancelBoth = 4,
}

/// <summary>One net position an instrument, or one a direction.</summary>
public enum PositionMode
{
    /// <summary>Buys and sells are netted.</summary>
    OneWay = 1,

    /// <summary>A long and a short side by side.</summary>
    Hedge = 2,
}

/// <summary>Which position an order belongs to.</summary>
public enum PositionLeg
{
    /// <summary>The one of <see cref="PositionMode.OneWay"/>.</summary>
    Net = 1,

    /// <summary>The long of <see cref="PositionMode.Hedge"/>: buys open, sells close.</summary>
    Long = 2,

    /// <summary>The short of <see cref="PositionMode.Hedge"/>: sells open, buys close.</summary>
    Short = 3,
}

/// <summary>What stands behind a position.</summary>
public enum MarginMode
{
    /// <summary>The wallet and the open profit of all cross positions.</summary>
    Cross = 1,

    /// <summary>What was set aside for it.</summary>
    Isolated = 2,
}

/// <summary>Which price a trigger watches.</summary>
public enum TriggerSource
{
    /// <summary>The price of the last trade.</summary>
    Last = 1,

    /// <summary>The mark price.</summary>
    Mark = 2,

    /// <summary>The index price.</summary>
    Index = 3,
}

/// <summary>Which way price must come.</summary>
public enum TriggerDirection
{
    /// <summary>Fires at or above the trigger.</summary>
    RisesTo = 1,

    /// <summary>Fires at or below the trigger.</summary>
    FallsTo = 2,
}

/// <summary>Where an order came from.</summary>
public enum OrderOrigin
{
    /// <summary>The account placed it.</summary>
    User = 1,

    /// <summary>A take-profit for the whole position.</summary>
    TakeProfit = 2,

    /// <summary>A stop-loss for the whole position.</summary>
    StopLoss = 3,

    /// <summary>A take-profit for a part.</summary>
    PartialTakeProfit = 4,

    /// <summary>A stop-loss for a part.</summary>
    PartialStopLoss = 5,

    /// <summary>A stop that follows the price.</summary>
    TrailingStop = 6,

    /// <summary>The insurance fund unwinds a position.</summary>
    Liquidation = 7,
}

/// <summary>Where an order stands.</summary>
/// <remarks>
/// Untriggered -> Open (triggered) or Deactivated; Open -> PartiallyFilled -> Filled; Open, PartiallyFilled ->
/// Cancelled. Filled, Cancelled and Deactivated are final.
/// </remarks>
public enum OrderStatus
{
    /// <summary>Waits for its trigger; not in the book.</summary>
    Untriggered = 1,

    /// <summary>Accepted, nothing filled.</summary>
    Open = 2,

    /// <summary>Some filled, the rest still alive.</summary>
    PartiallyFilled = 3,

    /// <summary>All filled.</summary>
    Filled = 4,

    /// <summary>Ended before all was filled.</summary>
    Cancelled = 5,

    /// <summary>Ended before it was triggered.</summary>
    Deactivated = 6,
}

/// <summary>Why an order ended unfilled.</summary>
public enum CancelReason
{
    /// <summary>The account asked.</summary>
    ByUser = 1,

    /// <summary>Immediate-or-cancel: nothing more to take at the limit.</summary>
    ImmediateRest = 2,

    /// <summary>Fill-or-kill: not enough to take at the limit.</summary>
    NotAllFillable = 3,

    /// <summary>Post-only: it would have taken.</summary>
    WouldTake = 4,

    /// <summary>Market: nothing more to take inside the price band.</summary>
    BandReached = 5,

    /// <summary>Nothing is left that it could reduce.</summary>
    NothingToReduce = 6,

    /// <summary>It met an order of the same account.</summary>
    SelfTrade = 7,

    /// <summary>When triggered, there was not enough margin.</summary>
    InsufficientMargin = 8,

    /// <summary>When triggered, a rule of the instrument forbade it.</summary>
    RuleBroken = 9,

    /// <summary>The account is liquidated.</summary>
    Liquidation = 10,

    /// <summary>The other one of take-profit and stop-loss fired, or the position ended.</summary>
    PositionClosed = 11,

    /// <summary>New take-profit or stop-loss prices took its place.</summary>
    Replaced = 12,

    /// <summary>The time has come until which it was good.</summary>
    Expired = 13,
}

/// <summary>Why an execution took place.</summary>
public enum ExecutionKind
{
    /// <summary>Two orders met.</summary>
    Trade = 1,

    /// <summary>A liquidated position went to the insurance fund at its bankruptcy price.</summary>
    Takeover = 2,

    /// <summary>A position was closed against what the insurance fund could not carry.</summary>
    Deleveraging = 3,
}

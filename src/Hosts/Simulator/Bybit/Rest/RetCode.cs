namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>Bybit's codes of refusals, as far as the simulator gives them.</summary>
public static class RetCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The venue was too slow; what happened is unknown.</summary>
    public const int ServerTimeout = 10000;

    /// <summary>A wrong parameter.</summary>
    public const int ParameterError = 10001;

    /// <summary>The timestamp is outside the window.</summary>
    public const int Untimely = 10002;

    /// <summary>Unknown key.</summary>
    public const int InvalidKey = 10003;

    /// <summary>Wrong signature.</summary>
    public const int BadSignature = 10004;

    /// <summary>The connection is not authenticated.</summary>
    public const int AuthFailed = 10007;

    /// <summary>Too many requests of an account.</summary>
    public const int TooManyRequests = 10006;

    /// <summary>Too many requests of an address on the order-entry socket.</summary>
    public const int TooManyOfAddress = 10403;

    /// <summary>The order-entry socket knows no such operation.</summary>
    public const int UnknownOperation = 10404;

    /// <summary>The order-entry socket is authenticated already.</summary>
    public const int AlreadyAuthenticated = 20001;

    /// <summary>The request id was used before on this connection.</summary>
    public const int DuplicateRequestId = 20006;

    /// <summary>Take-profit and stop-loss are what they were.</summary>
    public const int StopsNotModified = 34040;

    /// <summary>No such order, or too late.</summary>
    public const int OrderNotFound = 110001;

    /// <summary>The price is outside what the instrument permits.</summary>
    public const int PriceOutOfRange = 110003;

    /// <summary>Not enough available balance.</summary>
    public const int InsufficientBalance = 110007;

    /// <summary>Too many conditional orders.</summary>
    public const int TooManyConditional = 110009;

    /// <summary>There is nothing that a reduce-only order could reduce.</summary>
    public const int ReduceOnlyRejected = 110017;

    /// <summary>Too many active orders.</summary>
    public const int TooManyOrders = 110020;

    /// <summary>The position mode cannot be switched while there is a position.</summary>
    public const int ModeWithPosition = 110024;

    /// <summary>The position mode is what it was.</summary>
    public const int ModeNotModified = 110025;

    /// <summary>The margin mode is what it was.</summary>
    public const int MarginModeNotModified = 110026;

    /// <summary>The position mode cannot be switched while there are orders.</summary>
    public const int ModeWithOrders = 110028;

    /// <summary>The leverage is what it was.</summary>
    public const int LeverageNotModified = 110043;

    /// <summary>Too many partial take-profit and stop-loss orders.</summary>
    public const int TooManyPartialStops = 110061;

    /// <summary>The client's order id was used before.</summary>
    public const int DuplicateOrderLinkId = 110072;

    /// <summary>The instrument cannot be traded.</summary>
    public const int ContractNotLive = 110074;

    /// <summary>The position would be above the limit of its risk tier.</summary>
    public const int AboveRiskLimit = 110090;

    /// <summary>The trigger price must lie above the market.</summary>
    public const int TriggerNotAbove = 110092;

    /// <summary>The trigger price must lie below the market.</summary>
    public const int TriggerNotBelow = 110093;

    /// <summary>The order is worth too little.</summary>
    public const int NotionalTooSmall = 110094;
}

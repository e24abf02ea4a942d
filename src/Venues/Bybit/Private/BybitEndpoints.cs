namespace WhaleStack.Venues.Bybit.Private;

/// <summary>What may be done when a request fails.</summary>
internal enum BybitRepeat
{
    /// <summary>It only reads: whatever may help.</summary>
    Read = 1,

    /// <summary>It says how things are to be: doing it twice is doing it once.</summary>
    Setting = 2,

    /// <summary>Doing it twice may be two orders: only after a refusal that came before anything happened.</summary>
    Order = 3,
}

/// <summary>A path of the signed interface, its documented limit and how it may be repeated.</summary>
/// <param name="Path">Path.</param>
/// <param name="UnitsPerSecond">Documented default for linear; the venue's headers overrule it.</param>
/// <param name="Repeat">What may be done when a request fails.</param>
internal sealed record BybitEndpoint(string Path, int UnitsPerSecond, BybitRepeat Repeat)
{
    public static BybitEndpoint Create { get; } = new("/v5/order/create", 10, BybitRepeat.Order);

    public static BybitEndpoint Amend { get; } = new("/v5/order/amend", 10, BybitRepeat.Order);

    public static BybitEndpoint Cancel { get; } = new("/v5/order/cancel", 10, BybitRepeat.Setting);

    // Sent a second time it would also cancel what was placed in between.
    public static BybitEndpoint CancelAll { get; } = new("/v5/order/cancel-all", 10, BybitRepeat.Order);

    public static BybitEndpoint CreateMany { get; } = new("/v5/order/create-batch", 10, BybitRepeat.Order);

    public static BybitEndpoint AmendMany { get; } = new("/v5/order/amend-batch", 10, BybitRepeat.Order);

    public static BybitEndpoint CancelMany { get; } = new("/v5/order/cancel-batch", 10, BybitRepeat.Setting);

    public static BybitEndpoint Realtime { get; } = new("/v5/order/realtime", 50, BybitRepeat.Read);

    public static BybitEndpoint History { get; } = new("/v5/order/history", 50, BybitRepeat.Read);

    public static BybitEndpoint Executions { get; } = new("/v5/execution/list", 50, BybitRepeat.Read);

    public static BybitEndpoint Positions { get; } = new("/v5/position/list", 50, BybitRepeat.Read);

    public static BybitEndpoint SetLeverage { get; } = new("/v5/position/set-leverage", 10, BybitRepeat.Setting);

    public static BybitEndpoint SwitchMode { get; } = new("/v5/position/switch-mode", 10, BybitRepeat.Setting);

    public static BybitEndpoint TradingStop { get; } = new("/v5/position/trading-stop", 10, BybitRepeat.Setting);

    public static BybitEndpoint Wallet { get; } = new("/v5/account/wallet-balance", 50, BybitRepeat.Read);

    public static BybitEndpoint FeeRate { get; } = new("/v5/account/fee-rate", 5, BybitRepeat.Read);

    public static BybitEndpoint AccountInfo { get; } = new("/v5/account/info", 50, BybitRepeat.Read);
}

namespace WhaleStack.Venues.Binance.Private;

/// <summary>What may be done when a request fails.</summary>
internal enum BinanceRepeat
{
    /// <summary>It only reads: whatever may help.</summary>
    Read = 1,

    /// <summary>It says how things are to be: doing it twice is doing it once.</summary>
    Setting = 2,

    /// <summary>Doing it twice may be two orders: only after a refusal that came before anything happened.</summary>
    Order = 3,
}

/// <summary>A call of the signed interface, what the venue counts it for and how it may be repeated.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path.</param>
/// <param name="Weight">Against the address, in a minute; at least 1, though orders count for the account only.</param>
/// <param name="Repeat">What may be done when a request fails.</param>
/// <param name="CountsAsOrder">Whether it counts against the account's orders.</param>
internal sealed record BinanceEndpoint(
    HttpMethod Method, string Path, int Weight, BinanceRepeat Repeat, bool CountsAsOrder = false)
{
    public static BinanceEndpoint Place { get; } = Order(HttpMethod.Post, "/fapi/v1/order");

    public static BinanceEndpoint Amend { get; } = Order(HttpMethod.Put, "/fapi/v1/order");

    public static BinanceEndpoint PlaceMany { get; } = Order(HttpMethod.Post, "/fapi/v1/batchOrders", 5);

    public static BinanceEndpoint AmendMany { get; } = Order(HttpMethod.Put, "/fapi/v1/batchOrders", 5);

    public static BinanceEndpoint PlaceAlgo { get; } = Order(HttpMethod.Post, "/fapi/v1/algoOrder");

    public static BinanceEndpoint Cancel { get; } = Setting(HttpMethod.Delete, "/fapi/v1/order");

    public static BinanceEndpoint CancelAlgo { get; } = Setting(HttpMethod.Delete, "/fapi/v1/algoOrder");

    // Sent a second time these would also cancel what was placed in between.
    public static BinanceEndpoint CancelAll { get; } =
        new(HttpMethod.Delete, "/fapi/v1/allOpenOrders", 1, BinanceRepeat.Order);

    public static BinanceEndpoint CancelAllAlgos { get; } =
        new(HttpMethod.Delete, "/fapi/v1/algoOpenOrders", 1, BinanceRepeat.Order);

    public static BinanceEndpoint Find { get; } = Read("/fapi/v1/order", 1);

    public static BinanceEndpoint FindAlgo { get; } = Read("/fapi/v1/algoOrder", 1);

    public static BinanceEndpoint Open { get; } = Read("/fapi/v1/openOrders", 40);

    public static BinanceEndpoint OpenAlgos { get; } = Read("/fapi/v1/openAlgoOrders", 40);

    public static BinanceEndpoint All { get; } = Read("/fapi/v1/allOrders", 5);

    public static BinanceEndpoint AllAlgos { get; } = Read("/fapi/v1/allAlgoOrders", 5);

    public static BinanceEndpoint Trades { get; } = Read("/fapi/v1/userTrades", 5);

    public static BinanceEndpoint Income { get; } = Read("/fapi/v1/income", 30);

    public static BinanceEndpoint Positions { get; } = Read("/fapi/v3/positionRisk", 5);

    public static BinanceEndpoint Account { get; } = Read("/fapi/v3/account", 5);

    public static BinanceEndpoint AccountConfig { get; } = Read("/fapi/v1/accountConfig", 5);

    public static BinanceEndpoint Fees { get; } = Read("/fapi/v1/commissionRate", 20);

    public static BinanceEndpoint Leverage { get; } = Setting(HttpMethod.Post, "/fapi/v1/leverage");

    public static BinanceEndpoint MarginType { get; } = Setting(HttpMethod.Post, "/fapi/v1/marginType");

    public static BinanceEndpoint PositionMode { get; } = Setting(HttpMethod.Post, "/fapi/v1/positionSide/dual");

    private static BinanceEndpoint Read(string path, int weight) =>
        new(HttpMethod.Get, path, weight, BinanceRepeat.Read);

    private static BinanceEndpoint Setting(HttpMethod method, string path) =>
        new(method, path, 1, BinanceRepeat.Setting);

    private static BinanceEndpoint Order(HttpMethod method, string path, int weight = 1) =>
        new(method, path, weight, BinanceRepeat.Order, CountsAsOrder: true);
}

namespace WhaleStack.Venues.Binance;

/// <summary>Addresses of the sockets. Since 2026 each kind of data has a path of its own.</summary>
internal static class BinanceAddresses
{
    /// <summary>Combined streams of a path, to subscribe on.</summary>
    /// <param name="webSocketBase">Scheme and host.</param>
    /// <param name="path">Such as <c>public</c>.</param>
    public static Uri Combined(Uri webSocketBase, string path) => At(webSocketBase, $"{path}/stream", "");

    /// <summary>An account's stream.</summary>
    /// <param name="webSocketBase">Scheme and host.</param>
    /// <param name="listenKey">A secret: whoever has it reads along.</param>
    public static Uri Private(Uri webSocketBase, string listenKey) =>
        At(webSocketBase, "private/ws", $"listenKey={Uri.EscapeDataString(listenKey)}");

    private static Uri At(Uri webSocketBase, string path, string query)
    {
        var address = new UriBuilder(webSocketBase) { Query = query };
        address.Path = $"{address.Path.TrimEnd('/')}/{path}";
        return address.Uri;
    }
}

namespace WhaleStack.Storage.Configuration;

/// <summary>Where Binance's USD-margined futures are, and with which account.</summary>
/// <param name="Rest">REST host, http(s).</param>
/// <param name="Streams">Host of the streams, ws(s); the path of the kind of data follows it.</param>
/// <param name="ApiKey">Null for public data only; given together with the secret.</param>
/// <param name="ApiSecret">Null for public data only.</param>
public sealed record BinanceEnv(Uri Rest, Uri Streams, Secret? ApiKey, Secret? ApiSecret);

namespace WhaleStack.Storage.Configuration;

/// <summary>Where Bybit is, and with which account.</summary>
/// <param name="Rest">REST host, http(s).</param>
/// <param name="StreamPublic">Base of the public streams, ws(s); the category follows it.</param>
/// <param name="StreamPrivate">The private stream, ws(s).</param>
/// <param name="ApiKey">Null for public data only; given together with the secret.</param>
/// <param name="ApiSecret">Null for public data only.</param>
public sealed record BybitEnv(Uri Rest, Uri StreamPublic, Uri StreamPrivate, Secret? ApiKey, Secret? ApiSecret);

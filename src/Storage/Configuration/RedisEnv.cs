using System.Globalization;

namespace WhaleStack.Storage.Configuration;

/// <summary>Where Redis is.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">Port, 1 to 65,535.</param>
/// <param name="Password">Null when the server asks for none.</param>
public sealed record RedisEnv(string Host, int Port, Secret? Password)
{
    /// <summary>The address, for people.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}

namespace WhaleStack.Storage.Configuration;

/// <summary>Where PostgreSQL or TimescaleDB is, and who we are to it.</summary>
/// <param name="Host">Name or address; empty where there is none.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="User">Role; empty for the operating system's user.</param>
/// <param name="Password">Null where the server asks for none.</param>
/// <param name="Database">Name of the database.</param>
public sealed record DatabaseEnv(string Host, int Port, string User, Secret? Password, string Database);

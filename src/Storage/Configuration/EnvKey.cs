namespace WhaleStack.Storage.Configuration;

/// <summary>A key of <c>.env</c> that this version reads.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Default">The value when it is absent or empty; empty for none.</param>
/// <param name="IsSecret">Whether its value must never be shown.</param>
public sealed record EnvKey(string Name, string Default, bool IsSecret = false);

namespace WhaleStack.Storage.Migrations;

/// <summary>One migration and what a database knows of it.</summary>
/// <param name="Name">The file's name without the ending.</param>
/// <param name="AppliedAt">When it ran, UTC, ISO-8601; null while it waits.</param>
public sealed record MigrationState(string Name, string? AppliedAt);

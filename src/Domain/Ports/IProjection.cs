namespace WhaleStack.Domain.Ports;

/// <summary>Tables that are made from the journal and follow it.</summary>
public interface IProjection
{
    /// <summary>Its lasting name, such as <c>trades</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Takes the next events of the journal, at most one batch: their rows and how far it has come are written
    /// together or not at all. Safe to call beside others that do the same.
    /// </summary>
    /// <exception cref="IOException">The database is away or refuses; nothing was written.</exception>
    Task<ProjectionProgress> AdvanceAsync();
}

/// <summary>How far a projection has come.</summary>
/// <param name="Position">Up to which event of the journal its tables are made.</param>
/// <param name="Head">Up to which event the journal is complete.</param>
/// <param name="Lag">How long ago the first event behind <paramref name="Position"/> was journalled; zero where
/// there is none.</param>
/// <param name="IsBehind">Whether there is more that could be taken at once.</param>
/// <param name="Trouble">What keeps it from going on, with the event's place and the cause; null where nothing
/// does.</param>
public sealed record ProjectionProgress(long Position, long Head, TimeSpan Lag, bool IsBehind, string? Trouble)
{
    /// <summary>Events of the journal that are not in the tables yet, at most.</summary>
    public long Events => Math.Max(0, Head - Position);
}

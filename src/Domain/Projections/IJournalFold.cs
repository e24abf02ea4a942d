using System.Collections.Immutable;

namespace WhaleStack.Domain.Projections;

/// <summary>Makes rows of tables from the events of the journal: pure, and the same each time it is done.</summary>
/// <remarks>
/// What it has to remember between events is kept under keys, together with the rows, so that a fold has no life of
/// its own. All of it is a function of the events up to a position.
/// </remarks>
public interface IJournalFold
{
    /// <summary>Its lasting name, such as <c>trades</c>.</summary>
    string Name { get; }

    /// <summary>Grows with each change of what it makes of the same events: then all is made anew.</summary>
    int Version { get; }

    /// <summary>Manifests of the events it needs; all events of ours where it is empty.</summary>
    ImmutableArray<string> Manifests { get; }

    /// <summary>The tables that are wholly its own.</summary>
    ImmutableArray<TableSchema> Tables { get; }

    /// <summary>What it remembers under each key; null where it remembers nothing.</summary>
    Type? StateType { get; }

    /// <summary>Under which keys lies what is needed to apply an event.</summary>
    ImmutableArray<string> KeysOf(JournalEvent happened);

    /// <summary>What an event changes.</summary>
    /// <param name="happened">The next event.</param>
    /// <param name="stateOf">What is remembered under a key of <see cref="KeysOf"/>; null for nothing yet.</param>
    /// <exception cref="InvalidOperationException">The event cannot follow what came before it.</exception>
    FoldChanges Apply(JournalEvent happened, Func<string, object?> stateOf);
}

/// <summary>What an event changes in the tables of a fold.</summary>
/// <param name="Rows">Rows as they are to be; a later one replaces an earlier one of the same key.</param>
/// <param name="States">What is to be remembered, by key.</param>
public sealed record FoldChanges(ImmutableArray<TableRow> Rows, ImmutableDictionary<string, object> States)
{
    private static readonly ImmutableDictionary<string, object> NoStates =
        ImmutableDictionary.Create<string, object>(StringComparer.Ordinal);

    /// <summary>Nothing changes.</summary>
    public static FoldChanges None { get; } = new([], NoStates);

    /// <summary>Rows alone.</summary>
    public static FoldChanges Of(params ImmutableArray<TableRow> rows) => new(rows, NoStates);

    /// <summary>And this under that key.</summary>
    public FoldChanges With(string key, object state) => this with { States = States.SetItem(key, state) };
}

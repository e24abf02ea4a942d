namespace WhaleStack.Storage.Files.History;

/// <summary>Kinds of notes on history.</summary>
public enum HistoryNoteKind
{
    /// <summary>A row or a file that cannot be read.</summary>
    Mistake = 1,

    /// <summary>A file in no form that is known here, or without a coin.</summary>
    Passed = 2,

    /// <summary>Bars are missing.</summary>
    Gap = 3,

    /// <summary>Two rows for one time.</summary>
    Duplicate = 4,

    /// <summary>Rows out of order of time.</summary>
    Unsorted = 5,
}

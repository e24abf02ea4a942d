namespace WhaleStack.Storage.Files.History;

/// <summary>Something that a reader of the figures should know about a file or a series.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Place">File, with its folder below the one that was read; or the series.</param>
/// <param name="Line">Line, from 1; 0 when it is about the whole.</param>
/// <param name="Words">A sentence: field, value, what is wrong, what was done.</param>
public sealed record HistoryNote(HistoryNoteKind Kind, string Place, int Line, string Words)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{Place}, line {Line}: {Words}" : $"{Place}: {Words}";
}

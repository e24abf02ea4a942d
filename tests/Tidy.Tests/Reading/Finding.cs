namespace WhaleStack.Tidy.Tests.Reading;

/// <summary>A place that breaks a rule of the repository.</summary>
/// <param name="Path">File, from the repository's root, with forward slashes.</param>
/// <param name="Line">Line, from 1; 0 when the whole file is meant.</param>
/// <param name="Text">What is wrong and what to do instead.</param>
internal sealed record Finding(string Path, int Line, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{Path}: {Text}" : $"{Path}:{Line}: {Text}";
}

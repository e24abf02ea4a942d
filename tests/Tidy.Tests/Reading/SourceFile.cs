namespace WhaleStack.Tidy.Tests.Reading;

/// <summary>One text file of the repository, with its C# reduced to bare code where it is C#.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<string> _code;

    /// <summary>Makes one.</summary>
    /// <param name="path">From the repository's root, with forward slashes.</param>
    /// <param name="text">The whole text; empty for files that are not text.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text.ReplaceLineEndings("\n");
        Lines = Text.Split('\n');
        _code = new Lazy<string>(() => IsCSharp ? CSharpMask.Of(Text) : Text);
    }

    /// <summary>From the repository's root, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The file's name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder, without a slash at its end; empty at the root.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>The text, lines ended by a line feed.</summary>
    public string Text { get; }

    /// <summary>Its lines.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>C# with comments and the insides of strings blanked, of the same length; other text as it is.</summary>
    public string Code => _code.Value;

    /// <summary>Whether it is C#.</summary>
    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Whether it belongs to tests, ours or the engine's.</summary>
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal)
        || (Path.StartsWith("engine/", StringComparison.Ordinal)
            && Path.Split('/')[1].EndsWith(".Tests", StringComparison.Ordinal));

    /// <summary>Whether it lies under a folder.</summary>
    public bool IsUnder(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Path.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The line, from 1, of a position in the text.</summary>
    public int LineAt(int position) => Text.AsSpan(0, Math.Min(position, Text.Length)).Count('\n') + 1;
}

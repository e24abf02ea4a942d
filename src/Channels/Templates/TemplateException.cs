namespace WhaleStack.Channels.Templates;

/// <summary>A template file cannot be used; the message names the file and every mistake with its line.</summary>
public sealed class TemplateException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="file">Which file.</param>
    /// <param name="mistakes">What is wrong, a line each.</param>
    public TemplateException(string file, IReadOnlyCollection<string> mistakes)
        : base($"templates '{file}':\n  " + string.Join("\n  ", mistakes))
    {
    }
}

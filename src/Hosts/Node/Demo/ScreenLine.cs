using System.Globalization;
using System.Text;

namespace WhaleStack.Node.Demo;

/// <summary>One line of the screen: pieces of text with a style each, never wider than asked for.</summary>
public sealed class ScreenLine
{
    private readonly List<(string Text, string Style)> _pieces = [];

    /// <summary>The pieces, in order.</summary>
    public IReadOnlyList<(string Text, string Style)> Pieces => _pieces;

    /// <summary>The line without styles.</summary>
    public string Text => string.Concat(_pieces.Select(p => p.Text));

    /// <summary>Adds a piece.</summary>
    /// <param name="text">What to show.</param>
    /// <param name="style">A Spectre.Console style, such as <c>bold green</c>; empty for none.</param>
    public ScreenLine Add(string text, string style = "")
    {
        _pieces.Add((text, style));
        return this;
    }

    /// <summary>Adds a piece of a fixed width, cut or padded.</summary>
    /// <param name="text">What to show.</param>
    /// <param name="width">Cells; negative aligns to the right.</param>
    /// <param name="style">A Spectre.Console style.</param>
    public ScreenLine Column(string text, int width, string style = "")
    {
        var cells = Math.Abs(width);
        var cut = text.Length > cells ? text[..cells] : text;
        return Add(width < 0 ? cut.PadLeft(cells) : cut.PadRight(cells), style);
    }

    /// <summary>The line as Spectre.Console markup, cut to a width.</summary>
    public string ToMarkup(int width)
    {
        var markup = new StringBuilder();
        var left = width;
        foreach (var (text, style) in _pieces)
        {
            var cut = text.Length > left ? text[..Math.Max(0, left)] : text;
            left -= cut.Length;
            var escaped = cut.Replace("[", "[[", StringComparison.Ordinal).Replace("]", "]]", StringComparison.Ordinal);
            markup.Append(style.Length > 0 && cut.Length > 0
                ? string.Create(CultureInfo.InvariantCulture, $"[{style}]{escaped}[/]")
                : escaped);
        }

        return markup.Length == 0 ? " " : markup.ToString();
    }
}

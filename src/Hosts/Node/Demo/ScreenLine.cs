using System.Text;

namespace WhaleStack.Node.Demo;

/// <summary>One line of the screen: pieces of text with a style each, never wider than asked for.</summary>
public sealed class ScreenLine
{
    private const string Cut = "..";
    private readonly List<(string Text, ScreenStyle Style)> _pieces = [];

    /// <summary>The line without styles.</summary>
    public string Text => string.Concat(_pieces.Select(p => p.Text));

    /// <summary>Adds a piece.</summary>
    /// <param name="text">What to show. Control characters become blanks: they would move the cursor.</param>
    /// <param name="style">How it looks.</param>
    public ScreenLine Add(string text, ScreenStyle style = ScreenStyle.Plain)
    {
        _pieces.Add((string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)), style));
        return this;
    }

    /// <summary>Adds a piece of a fixed width, cut or padded.</summary>
    /// <param name="text">What to show.</param>
    /// <param name="width">Cells; negative aligns to the right.</param>
    /// <param name="style">How it looks.</param>
    public ScreenLine Column(string text, int width, ScreenStyle style = ScreenStyle.Plain)
    {
        var cells = Math.Abs(width);
        var cut = Shorten(text, cells);
        return Add(width < 0 ? cut.PadLeft(cells) : cut.PadRight(cells), style);
    }

    /// <summary>The pieces that fit into a width; a line that does not fit ends in two dots.</summary>
    public IReadOnlyList<(string Text, ScreenStyle Style)> Fit(int width)
    {
        var fitting = new List<(string Text, ScreenStyle Style)>();
        var left = width;
        for (var i = 0; i < _pieces.Count && left > 0; i++)
        {
            var (text, style) = _pieces[i];
            var more = _pieces.Skip(i + 1).Any(p => p.Text.Trim().Length > 0);
            var isCut = text.Length > left || (text.Length == left && more);
            fitting.Add((isCut ? Shorten(text.TrimEnd() + (more ? Cut : ""), left) : text, style));
            left = isCut ? 0 : left - text.Length;
        }

        return fitting;
    }

    /// <summary>The line for a terminal, cut to a width.</summary>
    /// <param name="width">Cells.</param>
    /// <param name="colours">False leaves colours out; weight stays.</param>
    public string ToTerminal(int width, bool colours)
    {
        var line = new StringBuilder();
        foreach (var (text, style) in Fit(width))
        {
            var codes = Codes(style, colours);
            line.Append(codes.Length == 0 ? text : $"\e[{codes}m{text}\e[0m");
        }

        return line.ToString();
    }

    private static string Shorten(string text, int width) =>
        text.Length <= width ? text
        : width <= Cut.Length ? text[..Math.Max(0, width)]
        : string.Concat(text.AsSpan(0, width - Cut.Length), Cut);

    private static string Codes(ScreenStyle style, bool colours)
    {
        var bold = style.HasFlag(ScreenStyle.Bold) ? "1" : string.Empty;
        var colour = !colours ? string.Empty : (style & ~ScreenStyle.Bold) switch
        {
            ScreenStyle.Plain => string.Empty,
            ScreenStyle.Green => "32",
            ScreenStyle.Red => "31",
            ScreenStyle.Yellow => "33",
            ScreenStyle.Grey => "90",
            ScreenStyle.Blue => "36",
            _ => throw new ArgumentOutOfRangeException(nameof(style), style, "One colour at most."),
        };
        return string.Join(';', new[] { bold, colour }.Where(code => code.Length > 0));
    }
}

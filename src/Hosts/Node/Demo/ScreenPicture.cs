using System.Globalization;
using System.Security;
using System.Text;

namespace WhaleStack.Node.Demo;

/// <summary>The demo's screen as an SVG picture, for the README: the same lines that the terminal shows.</summary>
public static class ScreenPicture
{
    private const double CellWidth = 8.43;
    private const int RowHeight = 19;
    private const int Margin = 16;

    /// <summary>Draws.</summary>
    /// <param name="lines">The screen.</param>
    /// <param name="columns">Width in cells; longer lines are cut.</param>
    public static string Draw(IReadOnlyList<ScreenLine> lines, int columns)
    {
        var width = (int)(columns * CellWidth) + (2 * Margin);
        var height = (lines.Count * RowHeight) + (2 * Margin);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0f1720\"/>\n");
        svg.Append("<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n");
        for (var row = 0; row < lines.Count; row++)
        {
            DrawLine(svg, lines[row], Margin + ((row + 1) * RowHeight) - 5, columns);
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void DrawLine(StringBuilder svg, ScreenLine line, int y, int columns)
    {
        var column = 0;
        foreach (var (text, style) in line.Pieces)
        {
            var cut = text.Length > columns - column ? text[..Math.Max(0, columns - column)] : text;
            if (cut.Trim().Length > 0)
            {
                var weight = style.Contains("bold", StringComparison.Ordinal) ? " font-weight=\"bold\"" : string.Empty;
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + (column * CellWidth):0.0}\" y=\"{y}\" textLength=\"{cut.Length * CellWidth:0.0}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{Colour(style)}\"{weight}>{SecurityElement.Escape(cut)}</text>\n");
            }

            column += cut.Length;
        }
    }

    private static string Colour(string style) => style.Split(' ').Last() switch
    {
        "green" => "#3fb950",
        "red" => "#f85149",
        "yellow" => "#d8a31f",
        "grey" => "#7d8b99",
        "deepskyblue1" => "#4cc2ff",
        _ => "#dbe4ec",
    };
}

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
    private const int BarHeight = 34;
    private static readonly string[] Buttons = ["#ff5f57", "#febc2e", "#28c840"];

    /// <summary>Draws.</summary>
    /// <param name="lines">The screen.</param>
    /// <param name="columns">Width in cells; longer lines are cut.</param>
    public static string Draw(IReadOnlyList<ScreenLine> lines, int columns)
    {
        var width = (int)(columns * CellWidth) + (2 * Margin);
        var height = BarHeight + (lines.Count * RowHeight) + Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
            <title>The screen of ./whale demo</title>
            <rect width="100%" height="100%" rx="10" fill="#0f1720"/>
            <g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
               font-size="14" xml:space="preserve">

            """);
        DrawBar(svg, width);
        for (var row = 0; row < lines.Count; row++)
        {
            DrawLine(svg, lines[row], BarHeight + ((row + 1) * RowHeight) - 5, columns);
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void DrawBar(StringBuilder svg, int width)
    {
        for (var button = 0; button < Buttons.Length; button++)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle cx=\"{Margin + 6 + (button * 20)}\" cy=\"17\" r=\"6\" fill=\"{Buttons[button]}\"/>\n");
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{width / 2}\" y=\"22\" text-anchor=\"middle\" fill=\"#7d8b99\">./whale demo</text>\n");
    }

    private static void DrawLine(StringBuilder svg, ScreenLine line, int y, int columns)
    {
        var column = 0;
        foreach (var (cut, style) in line.Fit(columns))
        {
            if (cut.Trim().Length > 0)
            {
                var weight = style.HasFlag(ScreenStyle.Bold) ? " font-weight=\"bold\"" : string.Empty;
                var x = Margin + (column * CellWidth);
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"{x:0.0}\" y=\"{y}\" textLength=\"{cut.Length * CellWidth:0.0}\" "
                    + $"lengthAdjust=\"spacingAndGlyphs\" fill=\"{Colour(style)}\"{weight}>"
                    + $"{SecurityElement.Escape(cut)}</text>\n");
            }

            column += cut.Length;
        }
    }

    private static string Colour(ScreenStyle style) => (style & ~ScreenStyle.Bold) switch
    {
        ScreenStyle.Green => "#3fb950",
        ScreenStyle.Red => "#f85149",
        ScreenStyle.Yellow => "#d8a31f",
        ScreenStyle.Grey => "#7d8b99",
        ScreenStyle.Blue => "#4cc2ff",
        _ => "#dbe4ec",
    };
}

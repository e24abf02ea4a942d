using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Channels.Pictures;
using WhaleStack.Quant;

namespace WhaleStack.Channels.Evaluation;

/// <summary>Draws a score: lift by distance, calibration, what price does after sweeps.</summary>
public static class EvaluationPictures
{
    private const int Width = 760;
    private const int Height = 460;
    private static readonly Area Inside = new(90, 110, 640, 290);
    private static readonly Colour First = Colour.OfRgb(0x1B6CA8);
    private static readonly Colour Second = Colour.OfRgb(0xD1603D);
    private static readonly Colour Quiet = Colour.OfRgb(0x888888);

    /// <summary>File names of the pictures of a score, in the order of <see cref="Draw"/>.</summary>
    public static ImmutableArray<string> NamesOf(ModelScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var tail = $"{score.Model}-{EvaluationWords.Short(score.Interval)}.png";
        return [$"lift-{tail}", $"calibration-{tail}", $"sweeps-{tail}"];
    }

    /// <summary>The pictures as PNG files' bytes.</summary>
    public static ImmutableArray<byte[]> Draw(ModelScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return [Lift(score), Calibrated(score), Sweeps(score)];
    }

    private static byte[] Lift(ModelScore score)
    {
        var all = score.LiftByDistance.Concat(score.MirrorByDistance).ToList();
        var top = Math.Clamp(all.Select(finding => Finite(finding.High, 1.5)).DefaultIfEmpty(1.5).Max(), 1.5, 3.0);
        var canvas = new Canvas(Width, Height, Colour.White);
        var plot = new Plot(canvas, Inside, Axis.Linear(0, DistanceClass.Count), Axis.Linear(0, top * 1.05));
        plot.DrawGrid();
        plot.DrawLine([(0, 1), (DistanceClass.Count, 1)], Quiet, 1.5);
        Marks(plot, score.LiftByDistance, -0.12, First);
        Marks(plot, score.MirrorByDistance, 0.12, Second);
        plot.DrawFrame($"{Title(score)}: lift by distance, 24 h", string.Empty, "hits / expected; 1 knows nothing");
        canvas.Fill(new Area(Inside.Left - 6, Inside.Bottom + 1, Width - Inside.Left + 6, 40), Colour.White);
        foreach (var finding in score.LiftByDistance)
        {
            var column = (int)plot.ColumnOf(DistanceClass.PlaceOf(finding.Measure) + 0.5);
            canvas.Text(column, Inside.Bottom + 8, finding.Measure, plot.Ink, 2, TextAnchor.Middle);
        }

        var below = Inside.Bottom + 32;
        canvas.Text(Inside.Left + (Inside.Width / 2), below, "distance in ATR", plot.Ink, 2, TextAnchor.Middle);
        Legend(canvas, ("as many levels, placed", First), ("mirror image", Second));
        return canvas.ToPng();
    }

    private static void Marks(Plot plot, IEnumerable<Finding> findings, double shift, Colour colour)
    {
        foreach (var finding in findings.Where(finding => double.IsFinite(finding.Estimate)))
        {
            var x = DistanceClass.PlaceOf(finding.Measure) + 0.5 + shift;
            Mark(plot, x, finding, colour);
        }
    }

    private static void Mark(Plot plot, double x, Finding finding, Colour colour)
    {
        var (low, high) = (Finite(finding.Low, finding.Estimate), Finite(finding.High, finding.Estimate));
        plot.DrawLine([(x, low), (x, high)], colour);
        plot.DrawDot(x, finding.Estimate, colour, 9.0);
    }

    private static byte[] Calibrated(ModelScore score)
    {
        var canvas = new Canvas(Width, Height, Colour.White);
        var plot = new Plot(canvas, Inside, Axis.Linear(0, 1), Axis.Linear(0, 1));
        plot.DrawGrid();
        plot.DrawLine([(0, 0), (1, 1)], Quiet, 1.5);
        var horizon = score.Calibration.Select(curve => curve.Horizon).DefaultIfEmpty(TimeSpan.Zero).Min();
        var colours = new[] { First, Second };
        var curves = score.Calibration.Where(curve => curve.Horizon == horizon).ToList();
        foreach (var (curve, colour) in curves.Zip(colours))
        {
            plot.DrawLine(curve.Bins.Select(bin => (bin.ProbabilityMean, bin.Observed.Share)), colour);
            foreach (var bin in curve.Bins)
            {
                var size = Math.Clamp(Math.Sqrt(bin.Count) / 8.0, 4.0, 16.0);
                plot.DrawDot(bin.ProbabilityMean, bin.Observed.Share, colour, size);
            }
        }

        plot.DrawFrame(
            $"{Title(score)}: calibration, {EvaluationWords.Of(horizon)}", "predicted", "share of levels reached");
        Legend(canvas, [.. curves.Zip(colours).Select(pair => (pair.First.Name, pair.Second))]);
        return canvas.ToPng();
    }

    private static byte[] Sweeps(ModelScore score)
    {
        var own = Of(score, "after a sweep, bps");
        var none = Of(score, "after a null level, bps");
        var limit = own.Concat(none)
            .SelectMany(finding => new[] { Math.Abs(finding.Low), Math.Abs(finding.High) })
            .Where(double.IsFinite)
            .DefaultIfEmpty(10.0)
            .Max() * 1.15;
        var canvas = new Canvas(Width, Height, Colour.White);
        var plot = new Plot(canvas, Inside, Axis.Linear(0, 3), Axis.Linear(-limit, limit));
        plot.DrawGrid();
        plot.DrawLine([(0, 0), (3, 0)], Quiet, 1.5);
        for (var i = 0; i < own.Count; i++)
        {
            Mark(plot, i + 0.42, own[i], First);
            if (i < none.Count)
            {
                Mark(plot, i + 0.58, none[i], Second);
            }
        }

        plot.DrawFrame($"{Title(score)}: after a sweep", string.Empty, "bps; above 0 goes on, below turns");
        canvas.Fill(new Area(Inside.Left - 6, Inside.Bottom + 1, Width - Inside.Left + 6, 40), Colour.White);
        for (var i = 0; i < own.Count; i++)
        {
            var words = EvaluationWords.Of(own[i].Horizon);
            canvas.Text((int)plot.ColumnOf(i + 0.5), Inside.Bottom + 10, words, plot.Ink, 2, TextAnchor.Middle);
        }

        Legend(canvas, ("model", First), ("null levels", Second));
        return canvas.ToPng();
    }

    private static List<Finding> Of(ModelScore score, string measure) =>
    [
        .. score.Findings.Where(finding => finding.Measure == measure && finding.Scope == Finding.AllCoins)
            .OrderBy(finding => finding.Horizon),
    ];

    private static void Legend(Canvas canvas, params (string Words, Colour Colour)[] lines)
    {
        var right = Inside.Right;
        for (var i = 0; i < lines.Length; i++)
        {
            var y = 10 + (i * 20);
            canvas.Text(right - 14, y, lines[i].Words, lines[i].Colour, 2, TextAnchor.End);
            canvas.Fill(new Area(right - 8, y + 3, 8, 8), lines[i].Colour);
        }
    }

    private static string Title(ModelScore score) => string.Create(
        CultureInfo.InvariantCulture,
        $"{score.Model}, {score.Coins.Length} coins, {EvaluationWords.Short(score.Interval)}");

    private static double Finite(double value, double otherwise) => double.IsFinite(value) ? value : otherwise;
}

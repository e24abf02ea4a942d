using System.Globalization;
using WhaleStack.Domain.Ranking;

namespace WhaleStack.Node.Rank;

/// <summary>Ranks as tables that people read.</summary>
public sealed class RankText(TextWriter output)
{
    private const int LeadersMax = 3;

    /// <summary>Writes them: the best coins with all parts, then the leaders of each part.</summary>
    public void Write(RankingReport report, int top)
    {
        ArgumentNullException.ThrowIfNull(report);
        var ranks = report.Ranks;
        Line($"{ranks.Length} coins as of {report.Time:yyyy-MM-dd HH:mm} UTC; part: value (beats this share of coins)");
        if (!report.Warming.IsEmpty)
        {
            Line($"left out, too little or old history: {string.Join(", ", report.Warming)}");
        }

        if (!report.Missing.IsEmpty)
        {
            Line($"left out, did not answer in time: {string.Join(", ", report.Missing)}");
        }

        foreach (var (rank, place) in ranks.Take(top).Select((rank, i) => (rank, i + 1)))
        {
            Line($"{place,3}  {rank.Coin,-24} {rank.ScoreFraction:0.000}");
            foreach (var part in rank.Parts)
            {
                var name = Name(part.Part);
                var share = part.PercentileFraction;
                Line($"       {part.WeightFraction:0.000} x {name,-14} {ValueOf(part),10} ({share:0%})");
            }
        }

        foreach (var part in Enum.GetValues<RankPart>())
        {
            var leaders = ranks
                .Select(rank => (rank.Coin, Part: rank.Parts.FirstOrDefault(found => found.Part == part)))
                .Where(found => found.Part is not null)
                .OrderByDescending(found => found.Part!.PercentileFraction)
                .ThenBy(found => found.Coin)
                .Take(LeadersMax)
                .Select(found => $"{found.Coin} {ValueOf(found.Part!)}");
            Line($"{Name(part),-14} {string.Join(", ", leaders)}");
        }
    }

    private static string Name(RankPart part) => RankWords.Of(part).Replace('_', ' ');

    private static string ValueOf(RankedPart part) => part.Part switch
    {
        RankPart.Volume or RankPart.Outlier => part.Value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture),
        RankPart.Funding => part.Value.ToString("+0.0000%;-0.0000%;0%", CultureInfo.InvariantCulture),
        RankPart.Calm or RankPart.Tail => part.Value.ToString("0.00%", CultureInfo.InvariantCulture),
        _ => part.Value.ToString("+0.0%;-0.0%;0.0%", CultureInfo.InvariantCulture),
    };

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

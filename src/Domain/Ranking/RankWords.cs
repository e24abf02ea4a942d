namespace WhaleStack.Domain.Ranking;

/// <summary>The words for parts of a ranking, as they are read outside.</summary>
public static class RankWords
{
    /// <summary>A part, such as <c>open_interest</c>.</summary>
    public static string Of(RankPart part) => part switch
    {
        RankPart.Imbalance => "imbalance",
        RankPart.Trend => "trend",
        RankPart.Move => "move",
        RankPart.Volume => "volume",
        RankPart.OpenInterest => "open_interest",
        RankPart.Funding => "funding",
        RankPart.Outlier => "outlier",
        RankPart.Calm => "wick",
        RankPart.WickRisk => "wick_risk",
        RankPart.Tail => "tail",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part."),
    };
}

namespace WhaleStack.Quant;

/// <summary>Whether a model knows what it cannot know.</summary>
/// <param name="Cuts">Times at which the data was cut off.</param>
/// <param name="Compared">Decisions that were compared, bit for bit.</param>
/// <param name="FirstDifference">The first that was not the same without the data after it; null when all were.</param>
public sealed record LookAhead(int Cuts, int Compared, string? FirstDifference)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsClean => FirstDifference is null;

    /// <summary>
    /// Cuts the series at random times, works all decisions out again from what was left, and compares them with those
    /// from the whole series.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="model">The model.</param>
    /// <param name="whole">Its decisions from the whole series.</param>
    /// <param name="options">How many cuts, and the seed.</param>
    public static LookAhead Check(
        MarketSeries series, LevelModel model, IReadOnlyList<Decision> whole, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(options);
        var random = new SeededRandom(options.Seed);
        var compared = 0;
        for (var cut = 0; cut < options.LookAheadCuts && whole.Count > 0; cut++)
        {
            var time = whole[random.NextBelow(whole.Count)].Time;
            var again = Decisions.Of(series.Until(time), model, options);
            for (var i = 0; i < again.Count; i++)
            {
                compared++;
                if (!again[i].IsSameAs(whole[i]))
                {
                    return new LookAhead(cut + 1, compared, Words(series, model, whole[i], time));
                }
            }

            if (again.Count == 0 || again[^1].Time != time)
            {
                return new LookAhead(cut + 1, compared, Words(series, model, whole[again.Count], time));
            }
        }

        return new LookAhead(options.LookAheadCuts, compared, FirstDifference: null);
    }

    /// <summary>Both together.</summary>
    public LookAhead And(LookAhead other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new LookAhead(Cuts + other.Cuts, Compared + other.Compared, FirstDifference ?? other.FirstDifference);
    }

    private static string Words(MarketSeries series, LevelModel model, Decision decision, DateTimeOffset cut) =>
        FormattableString.Invariant(
            $"{model.Name} on {series.Coin}: the decision of {decision.Time:yyyy-MM-dd HH:mm} differs when data ")
        + FormattableString.Invariant($"after {cut:yyyy-MM-dd HH:mm} is not there.");
}

namespace WhaleStack.Quant;

/// <summary>Levels of many decisions and coins with their features, and whether each was reached.</summary>
/// <remarks>Rows are in order of time, then coin. Not thread-safe while it is filled.</remarks>
public sealed class ReachTable
{
    private readonly List<Row> _rows = [];

    /// <summary>Rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Makes the table of some series.</summary>
    /// <param name="series">The series, with the decisions of one model for each.</param>
    /// <param name="options">Horizons.</param>
    public static ReachTable Of(
        IReadOnlyList<(MarketSeries Series, IReadOnlyList<Decision> Decisions)> series, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        var table = new ReachTable();
        for (var coin = 0; coin < series.Count; coin++)
        {
            foreach (var outcome in Outcome.Of(series[coin].Series, series[coin].Decisions, options))
            {
                table.Add(coin, outcome);
            }
        }

        // Stable: levels of a decision keep their order.
        var sorted = table._rows.OrderBy(row => row.Time).ThenBy(row => row.Coin).ToList();
        table._rows.Clear();
        table._rows.AddRange(sorted);
        return table;
    }

    /// <summary>Time of a row's decision.</summary>
    public DateTimeOffset TimeOf(int row) => _rows[row].Time;

    /// <summary>Place of a row's series among those that were given.</summary>
    public int CoinOf(int row) => _rows[row].Coin;

    /// <summary>Whether the level was reached within a horizon; null when that was not seen.</summary>
    /// <param name="row">The row.</param>
    /// <param name="horizon">0 the short one, 1 the long one.</param>
    public bool? OutcomeOf(int row, int horizon) => _rows[row].Reached[horizon];

    /// <summary>Its features.</summary>
    public ReadOnlySpan<double> FeaturesOf(int row) => _rows[row].Features;

    private void Add(int coin, Outcome outcome)
    {
        for (var i = 0; i < outcome.Decision.Levels.Length; i++)
        {
            var features = new double[LevelFeatures.Count];
            LevelFeatures.Write(outcome.Decision, i, features);
            var level = i;
            bool?[] reached =
            [
                .. outcome.EndBar.Select((end, h) => end is null ? (bool?)null : outcome.IsHit(level, h)),
            ];
            _rows.Add(new Row(outcome.Decision.Time, coin, features, reached));
        }
    }

    private sealed record Row(DateTimeOffset Time, int Coin, double[] Features, bool?[] Reached);
}

namespace WhaleStack.Quant;

/// <summary>Sums of scores by calendar week, so that intervals can draw whole weeks.</summary>
/// <remarks>Levels of one week lean on the same moves of price, and so do coins: a week of all coins is one draw.
/// Source: the circular block bootstrap, <see cref="Bootstrap"/>. Not thread-safe.</remarks>
internal sealed class WeeklySums(int columns)
{
    private readonly SortedDictionary<int, double[]> _weeks = [];

    /// <summary>Weeks that hold anything.</summary>
    public int Weeks => _weeks.Count;

    /// <summary>The columns of a week, to be added to.</summary>
    public Span<double> Week(DateTimeOffset time) => Unit(EvaluationOptions.WeekOf(time));

    /// <summary>The columns of another unit that is drawn as a whole, such as a coin, by its number.</summary>
    public Span<double> Unit(int number)
    {
        if (!_weeks.TryGetValue(number, out var sums))
        {
            _weeks.Add(number, sums = new double[columns]);
        }

        return sums;
    }

    /// <summary>Adds those of another coin.</summary>
    public void Add(WeeklySums other)
    {
        foreach (var (week, sums) in other._weeks)
        {
            if (!_weeks.TryGetValue(week, out var own))
            {
                _weeks.Add(week, own = new double[columns]);
            }

            for (var i = 0; i < columns; i++)
            {
                own[i] += sums[i];
            }
        }
    }

    /// <summary>Sum of a column.</summary>
    public double Total(int column) => _weeks.Values.Sum(sums => sums[column]);

    /// <summary>A statistic of sums of some columns, with its interval over weeks; null without any week.</summary>
    public BootstrapInterval? Interval(int[] chosen, Func<double[], double> statistic, BootstrapOptions options)
    {
        if (_weeks.Count == 0)
        {
            return null;
        }

        var weeks = _weeks.Values.ToArray();
        var sums = new double[chosen.Length];
        return Bootstrap.OfPlaces(
            weeks.Length,
            places =>
            {
                Array.Clear(sums);
                foreach (var place in places)
                {
                    for (var i = 0; i < chosen.Length; i++)
                    {
                        sums[i] += weeks[place][chosen[i]];
                    }
                }

                return statistic(sums);
            },
            options);
    }
}

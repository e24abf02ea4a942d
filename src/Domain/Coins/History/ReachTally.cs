using WhaleStack.Messages.Coins;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.History;

/// <summary>What became of the clusters of one class. Bounded by weeks, hours and steps. Not thread-safe.</summary>
/// <remarks>Hours and steps of the price are counted one by one, so that their quantiles are exact to an hour and to a
/// bucket of the heatmap, and counts of venues add up.</remarks>
internal sealed class ReachTally
{
    /// <summary>Steps of distance that are told apart.</summary>
    public const int StepsMax = 300;

    /// <summary>Width of a step, as a fraction of the price.</summary>
    public const double StepFraction = 0.001;

    private readonly ReachOptions _options;
    private readonly int[] _hours;
    private readonly int[] _steps = new int[StepsMax + 1];
    private readonly List<Week> _weeks = [];
    private ReachRate? _told;
    private bool _isToldKnown;

    public ReachTally(ReachOptions options)
    {
        _options = options;
        _hours = new int[(int)Math.Ceiling(options.Horizons[^1].TotalHours)];
    }

    public int Born { get; private set; }

    public int Faded { get; set; }

    public void Begin() => Born++;

    /// <summary>One was reached.</summary>
    public void Reach(TimeSpan after, double fromFraction)
    {
        _hours[Math.Clamp((int)Math.Ceiling(after.TotalHours), 1, _hours.Length) - 1]++;
        _steps[Math.Clamp((int)(fromFraction / StepFraction), 0, StepsMax)]++;
    }

    /// <summary>It is known whether one was reached in time.</summary>
    public void Decide(DateTimeOffset bornAt, int horizon, bool isReached)
    {
        var week = WeekOf(bornAt);
        week.Decided[horizon]++;
        week.Reached[horizon] += isReached ? 1 : 0;
        _isToldKnown = false;
    }

    /// <summary>It is known how price went on after one was reached.</summary>
    public void Follow(DateTimeOffset bornAt, int lag, double returnFraction)
    {
        var week = WeekOf(bornAt);
        week.Followed[lag]++;
        week.ReturnSums[lag] += returnFraction;
    }

    /// <summary>The rate that views tell of; null while too little is known.</summary>
    public ReachRate? Told()
    {
        if (!_isToldKnown)
        {
            _told = RateNow();
            _isToldKnown = true;
        }

        return _told;
    }

    public ReachCell Cell(ReachClass named, int open) => new(
        named,
        Born,
        Faded,
        open,
        [.. _hours],
        [.. _steps],
        [
            .. _weeks.Select(week => new ReachWeek(
                week.Number, [.. week.Decided], [.. week.Reached], [.. week.Followed], [.. week.ReturnSums])),
        ]);

    private ReachRate? RateNow()
    {
        var horizon = _options.Horizons.IndexOf(_options.ToldHorizon);
        var groups = new TrialGroup[_weeks.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = new TrialGroup(_weeks[i].Reached[horizon], _weeks[i].Decided[horizon]);
        }

        var (reached, decided) = (groups.Sum(group => group.Hits), groups.Sum(group => group.Trials));
        return decided >= _options.ToldDecidedMin && GroupedProportion.Of(groups) is { } share
            ? new ReachRate(_options.ToldHorizon, reached, decided, share.Low, share.High)
            : null;
    }

    /// <summary>The sums of a week; clusters are born in order of time, so it is among the last.</summary>
    private Week WeekOf(DateTimeOffset bornAt)
    {
        var number = (int)(bornAt.UtcTicks / TimeSpan.FromDays(7).Ticks);
        var at = _weeks.Count;
        while (at > 0 && _weeks[at - 1].Number >= number)
        {
            at--;
        }

        if (at < _weeks.Count && _weeks[at].Number == number)
        {
            return _weeks[at];
        }

        if (at == 0 && _weeks.Count == _options.WeeksMax)
        {
            return _weeks[0]; // It has been joined with a later one.
        }

        var week = new Week(number, _options.Horizons.Length, _options.Lags.Length);
        _weeks.Insert(at, week);
        if (_weeks.Count > _options.WeeksMax)
        {
            _weeks[1].Add(_weeks[0]);
            _weeks.RemoveAt(0);
        }

        return week;
    }

    private sealed class Week(int number, int horizons, int lags)
    {
        public int Number { get; } = number;

        public int[] Decided { get; } = new int[horizons];

        public int[] Reached { get; } = new int[horizons];

        public int[] Followed { get; } = new int[lags];

        public double[] ReturnSums { get; } = new double[lags];

        public void Add(Week other)
        {
            for (var i = 0; i < Decided.Length; i++)
            {
                Decided[i] += other.Decided[i];
                Reached[i] += other.Reached[i];
            }

            for (var i = 0; i < Followed.Length; i++)
            {
                Followed[i] += other.Followed[i];
                ReturnSums[i] += other.ReturnSums[i];
            }
        }
    }
}

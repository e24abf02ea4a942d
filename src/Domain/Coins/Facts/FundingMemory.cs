using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>The last funding settlements, and where the newest stands among them.</summary>
internal sealed class FundingMemory(int settlementsMax)
{
    private readonly Ring<double> _rates = new(settlementsMax);

    private DateTimeOffset? _last;
    private TimeSpan? _interval;

    /// <summary>Takes a settlement that is no older than the last.</summary>
    public void Add(FundingRate settlement)
    {
        _interval = _last is { } last && settlement.Time > last ? settlement.Time - last : _interval;
        _last = settlement.Time;
        _rates.Add((double)settlement.RateFraction);
    }

    public FundingFacts FactsWith(decimal? predictedFraction)
    {
        if (_rates.Count == 0)
        {
            return new FundingFacts(null, (double?)predictedFraction, null, 0);
        }

        var last = _rates.Ago(0);
        var below = 0.0;
        for (var age = 1; age < _rates.Count; age++)
        {
            var rate = _rates.Ago(age);
            below += rate < last ? 1.0 : rate == last ? 0.5 : 0.0;
        }

        double? percentile = _rates.Count > 1 ? below / (_rates.Count - 1) : null;
        return new FundingFacts(last, (double?)predictedFraction, percentile, _rates.Count) { Interval = _interval };
    }
}

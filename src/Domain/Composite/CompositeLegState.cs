using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Composite;

/// <summary>What is known of one venue, in the composite's units. Not thread-safe.</summary>
internal sealed class CompositeLegState
{
    private readonly CompositeOptions _options;
    private double _turnover;
    private DateTimeOffset _turnoverTime;

    public CompositeLegState(CompositeLeg leg, CompositeOptions options)
    {
        _options = options;
        Leg = leg;
        Mids = new MidSamples((2 * options.LagBucketsMax) + 2);
        Lags = new LeadLag(options.LagBucketsMax, options.LagHalfLife / options.LagBucket);
    }

    public CompositeLeg Leg { get; }

    public InstrumentId Coin => Leg.Coin;

    public LegCondition Condition { get; set; } = LegCondition.Unheard;

    public bool IsLive => Condition == LegCondition.Live;

    public DateTimeOffset? LastTime { get; private set; }

    public decimal? BidQuote { get; private set; }

    public decimal? BidSizeBase { get; private set; }

    public decimal? AskQuote { get; private set; }

    public decimal? AskSizeBase { get; private set; }

    public decimal? OpenInterestBase { get; private set; }

    public MidSamples Mids { get; }

    public LeadLag Lags { get; }

    public decimal? MidQuote => (BidQuote + AskQuote) / 2m;

    /// <summary>Takes prices and turnover.</summary>
    public void Take(LegObservation observation)
    {
        if (LastTime is null || observation.Time > LastTime)
        {
            LastTime = observation.Time;
        }

        var units = Leg.Units;
        BidQuote = observation.BidQuote / units;
        BidSizeBase = observation.BidSizeBase * units;
        AskQuote = observation.AskQuote / units;
        AskSizeBase = observation.AskSizeBase * units;
        OpenInterestBase = observation.OpenInterestBase * units ?? OpenInterestBase;
        _turnover = TurnoverAt(observation.Time);
        _turnoverTime = observation.Time > _turnoverTime ? observation.Time : _turnoverTime;
        foreach (var trade in observation.Trades)
        {
            _turnover += (double)(trade.PriceQuote * trade.SizeBase);
        }
    }

    /// <summary>Turnover that has faded since it happened, in quote.</summary>
    public double TurnoverAt(DateTimeOffset time)
    {
        var passed = time - _turnoverTime;
        return passed > TimeSpan.Zero ? _turnover * Math.Pow(2.0, -(passed / _options.WeightHalfLife)) : _turnover;
    }
}

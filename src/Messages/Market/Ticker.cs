namespace WhaleStack.Messages.Market;

/// <summary>A change to an instrument's statistics; null means unchanged since the last one.</summary>
/// <param name="VenueTime">The venue's time of the message, UTC.</param>
/// <param name="IsSnapshot">True when every field the venue has is given.</param>
/// <param name="LastPriceQuote">Last traded price.</param>
/// <param name="MarkPriceQuote">Price used for margin.</param>
/// <param name="IndexPriceQuote">Price of the underlying.</param>
/// <param name="BidQuote">Best bid.</param>
/// <param name="BidSizeBase">Size at the best bid.</param>
/// <param name="AskQuote">Best ask.</param>
/// <param name="AskSizeBase">Size at the best ask.</param>
/// <param name="OpenInterestBase">Open contracts, one side, in base.</param>
/// <param name="FundingRateFraction">Predicted rate of the next settlement, share of notional.</param>
/// <param name="NextFundingTime">When the next settlement is.</param>
public sealed record Ticker(
    DateTimeOffset VenueTime,
    bool IsSnapshot,
    decimal? LastPriceQuote = null,
    decimal? MarkPriceQuote = null,
    decimal? IndexPriceQuote = null,
    decimal? BidQuote = null,
    decimal? BidSizeBase = null,
    decimal? AskQuote = null,
    decimal? AskSizeBase = null,
    decimal? OpenInterestBase = null,
    decimal? FundingRateFraction = null,
    DateTimeOffset? NextFundingTime = null)
{
    /// <summary>This ticker with the fields of a later one laid over it.</summary>
    public Ticker MergedWith(Ticker later) => later.IsSnapshot
        ? later
        : new Ticker(
            later.VenueTime,
            IsSnapshot,
            later.LastPriceQuote ?? LastPriceQuote,
            later.MarkPriceQuote ?? MarkPriceQuote,
            later.IndexPriceQuote ?? IndexPriceQuote,
            later.BidQuote ?? BidQuote,
            later.BidSizeBase ?? BidSizeBase,
            later.AskQuote ?? AskQuote,
            later.AskSizeBase ?? AskSizeBase,
            later.OpenInterestBase ?? OpenInterestBase,
            later.FundingRateFraction ?? FundingRateFraction,
            later.NextFundingTime ?? NextFundingTime);
}

namespace WhaleStack.Storage.Files.History;

/// <summary>What a column can hold.</summary>
internal enum HistoryField
{
    Time = 0,
    Venue,
    Coin,
    Open,
    High,
    Low,
    Close,
    VolumeBase,
    TurnoverQuote,
    TakerBuyBase,
    OpenInterestBase,
    OpenInterestQuote,
    LongsQuote,
    ShortsQuote,
    FundingRate,
    Side,
    Price,
    SizeBase,
    SizeQuote,
}

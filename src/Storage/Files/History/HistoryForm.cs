namespace WhaleStack.Storage.Files.History;

/// <summary>What the rows of a file are.</summary>
internal enum HistoryForm
{
    /// <summary>None that is known here.</summary>
    Unknown = 0,

    /// <summary>Candles with volume or turnover.</summary>
    Candles = 1,

    /// <summary>Open interest at a moment.</summary>
    OpenInterest = 2,

    /// <summary>Open interest as open, high, low, close of an interval, in quote.</summary>
    OpenInterestCandles = 3,

    /// <summary>Sums of forced closings by side in an interval.</summary>
    LiquidationSums = 4,

    /// <summary>Single forced closings.</summary>
    LiquidationEvents = 5,

    /// <summary>Funding settlements.</summary>
    Funding = 6,
}

using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>Whether two frames say the same, down to the scale of each number.</summary>
internal static class FramesEqual
{
    public static bool Check(FeedFrame x, FeedFrame y) =>
        x.Kind == y.Kind && x.Topic == y.Topic && x.EventTime == y.EventTime && x.Detail == y.Detail
        && x.Items.Length == y.Items.Length && x.Items.Zip(y.Items).All(pair => Check(pair.First, pair.Second));

    public static bool Check(decimal x, decimal y)
    {
        Span<int> left = stackalloc int[4];
        Span<int> right = stackalloc int[4];
        decimal.GetBits(x, left);
        decimal.GetBits(y, right);
        return left.SequenceEqual(right);
    }

    private static bool Check(IWithCoin x, IWithCoin y) => x.Coin == y.Coin && (x, y) switch
    {
        (CoinCommands.ApplyTicker a, CoinCommands.ApplyTicker b) => Check(a.Ticker, b.Ticker),
        (CoinCommands.ApplyBook a, CoinCommands.ApplyBook b) => Check(a.Update, b.Update),
        (CoinCommands.ApplyCandle a, CoinCommands.ApplyCandle b) => Check(a.Candle, b.Candle),
        (CoinCommands.ApplyFormingCandle a, CoinCommands.ApplyFormingCandle b) => Check(a.Candle, b.Candle),
        (CoinCommands.ApplyTrades a, CoinCommands.ApplyTrades b) =>
            a.Trades.AsSpan().SequenceEqual(b.Trades.AsSpan())
            && a.Trades.Zip(b.Trades).All(t =>
                Check(t.First.PriceQuote, t.Second.PriceQuote) && Check(t.First.SizeBase, t.Second.SizeBase)),
        (CoinCommands.ApplyLiquidations a, CoinCommands.ApplyLiquidations b) =>
            a.Prints.AsSpan().SequenceEqual(b.Prints.AsSpan())
            && a.Prints.Zip(b.Prints).All(p =>
                Check(p.First.BankruptcyPriceQuote, p.Second.BankruptcyPriceQuote)
                && Check(p.First.SizeBase, p.Second.SizeBase)),
        _ => false,
    };

    private static bool Check(Ticker x, Ticker y) =>
        x == y && Numbers(x).Zip(Numbers(y)).All(pair => Check(pair.First ?? -1m, pair.Second ?? -1m));

    private static bool Check(Candle x, Candle y) =>
        x == y && Numbers(x).Zip(Numbers(y)).All(pair => Check(pair.First, pair.Second));

    private static bool Check(BookUpdate x, BookUpdate y) =>
        (x.VenueTime, x.IsSnapshot, x.UpdateId, x.Span) == (y.VenueTime, y.IsSnapshot, y.UpdateId, y.Span)
        && Check(x.Bids.AsSpan(), y.Bids.AsSpan()) && Check(x.Asks.AsSpan(), y.Asks.AsSpan());

    private static bool Check(ReadOnlySpan<BookLevel> x, ReadOnlySpan<BookLevel> y)
    {
        for (var i = 0; i < x.Length && x.Length == y.Length; i++)
        {
            if (!Check(x[i].PriceQuote, y[i].PriceQuote) || !Check(x[i].SizeBase, y[i].SizeBase))
            {
                return false;
            }
        }

        return x.Length == y.Length;
    }

    private static decimal[] Numbers(Candle c) =>
        [c.OpenQuote, c.HighQuote, c.LowQuote, c.CloseQuote, c.VolumeBase, c.TurnoverQuote];

    private static decimal?[] Numbers(Ticker t) =>
    [
        t.LastPriceQuote, t.MarkPriceQuote, t.IndexPriceQuote, t.BidQuote, t.BidSizeBase, t.AskQuote, t.AskSizeBase,
        t.OpenInterestBase, t.FundingRateFraction,
    ];
}

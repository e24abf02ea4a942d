using WhaleStack.Domain.Coins;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Composite;

/// <summary>
/// Collects what a coin accepted until its composite is ready for more: prices are conflated, the newest wins; trades
/// and forced closes wait in bounded buffers. Not thread-safe: the coin's actor owns it.
/// </summary>
public sealed class LegTap
{
    private readonly InstrumentId _leg;
    private readonly PrintBuffer<Trade> _trades = new();
    private readonly PrintBuffer<LiquidationPrint> _liquidations = new();
    private bool _hasNews;

    /// <summary>Makes one that has seen nothing.</summary>
    public LegTap(InstrumentId leg) => _leg = leg;

    /// <summary>Trades and forced closes that found no room.</summary>
    public long Dropped => _trades.Dropped + _liquidations.Dropped;

    /// <summary>The coin accepted market data. Candles and funding are no news to a composite.</summary>
    public void Accepted(IWithCoin item)
    {
        switch (item)
        {
            case CoinCommands.ApplyTrades trades:
                _trades.Add(trades.Trades);
                _hasNews = true;
                break;
            case CoinCommands.ApplyLiquidations liquidations:
                _liquidations.Add(liquidations.Prints);
                _hasNews = true;
                break;
            case CoinCommands.ApplyBook or CoinCommands.ApplyTicker:
                _hasNews = true;
                break;
            default:
                break;
        }
    }

    /// <summary>The coin accepted a change to its book, which it is asked about when the time comes.</summary>
    public void AcceptedBook() => _hasNews = true;

    /// <summary>What happened since the last one; null when nothing did.</summary>
    /// <param name="coin">The coin as it stands now. Its book is believed before its ticker, which may be
    /// older.</param>
    public LegObservation? Take(Coin coin)
    {
        ArgumentNullException.ThrowIfNull(coin);
        if (!_hasNews)
        {
            return null;
        }

        _hasNews = false;
        var top = coin.Top;
        var ticker = coin.Ticker;
        return new LegObservation(
            _leg,
            coin.LastTime,
            _trades.Take(),
            _liquidations.Take(),
            top?.BidQuote ?? ticker?.BidQuote,
            top?.BidSizeBase ?? ticker?.BidSizeBase,
            top?.AskQuote ?? ticker?.AskQuote,
            top?.AskSizeBase ?? ticker?.AskSizeBase,
            ticker?.OpenInterestBase);
    }
}

using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Composite;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Composite;

/// <summary>What a coin hands on to its composite.</summary>
public sealed class LegTapSpecs
{
    private readonly Coin _coin = new(Given.Btc, Given.CoinOptions);
    private readonly LegTap _tap = new(Given.Btc);

    [Fact]
    public void Prices_are_conflated_and_prints_are_kept()
    {
        Assert.Null(_tap.Take(_coin));
        Accept(Ticker(1, bid: 99m, interest: 5m));
        Accept(Trades(1));
        Accept(Ticker(2, bid: 98m, interest: 6m));
        Accept(Trades(2, 3));
        Accept(new CoinCommands.ApplyLiquidations(
            Given.Btc, [new LiquidationPrint(Given.Start.AddSeconds(3), Side.Buy, 90m, 1m)]));

        var observation = _tap.Take(_coin)!;
        Assert.Equal(["1", "2", "3"], observation.Trades.Select(trade => trade.TradeId.ToString()));
        Assert.Single(observation.Liquidations);
        Assert.Equal((98m, 101m, 6m), (observation.BidQuote, observation.AskQuote, observation.OpenInterestBase));
        Assert.Equal((Given.Btc, Given.Start.AddSeconds(3)), (observation.Leg, observation.Time));
        Assert.Null(_tap.Take(_coin));
    }

    [Fact]
    public void The_book_is_believed_before_the_ticker()
    {
        Accept(Ticker(1, bid: 99m, interest: 5m));
        Accept(new CoinCommands.ApplyBook(
            Given.Btc,
            new BookUpdate(Given.Start.AddSeconds(2), true, 1, [new BookLevel(97m, 2m)], [new BookLevel(103m, 3m)])));
        var observation = _tap.Take(_coin)!;
        Assert.Equal(
            (97m, 2m, 103m, 3m),
            (observation.BidQuote, observation.BidSizeBase, observation.AskQuote, observation.AskSizeBase));
    }

    [Fact]
    public void Candles_are_no_news()
    {
        Accept(new CoinCommands.ApplyCandle(Given.Btc, Given.Candle(0, 1, 1, 1, 1)));
        Assert.Null(_tap.Take(_coin));
    }

    [Fact]
    public void Prints_that_find_no_room_push_the_oldest_out_and_are_counted()
    {
        for (var i = 1; i <= PrintBuffer<Trade>.WaitingMax + 5; i++)
        {
            Accept(Trades(i));
        }

        Assert.Equal(5, _tap.Dropped);
        var trades = _tap.Take(_coin)!.Trades;
        Assert.Equal((PrintBuffer<Trade>.WaitingMax, "6"), (trades.Length, trades[0].TradeId.ToString()));
    }

    private static CoinCommands.ApplyTicker Ticker(double seconds, decimal bid, decimal interest) => new(
        Given.Btc,
        new Ticker(
            Given.Start.AddSeconds(seconds),
            IsSnapshot: false,
            BidQuote: bid,
            BidSizeBase: 1m,
            AskQuote: 101m,
            AskSizeBase: 1m,
            OpenInterestBase: interest));

    private static CoinCommands.ApplyTrades Trades(params int[] ids) => new(
        Given.Btc,
        [.. ids.Select(id => new Trade(Given.Start.AddSeconds(1), TradeId.Parse($"{id}"), Side.Buy, 100m, 1m))]);

    private void Accept(IWithCoin item)
    {
        Assert.Null(_coin.Apply(item).Refusal);
        _tap.Accepted(item);
    }
}

using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Coins;

/// <summary>Trades, tickers, funding and liquidations of a coin.</summary>
public sealed class CoinTapeSpecs
{
    private readonly Coin _coin = new(Given.Btc, Given.CoinOptions);

    [Fact]
    public void The_newest_price_wins_whatever_brings_it()
    {
        Assert.Equal(default, _coin.Apply(Trades(Print(10, 100, 1), Print(11, 101, 1))));
        Assert.Equal(101m, _coin.View.LastPriceQuote);
        Assert.Equal(default, _coin.Apply(Ticker(new Ticker(At(12), IsSnapshot: true, LastPriceQuote: 103m))));
        Assert.Equal(103m, _coin.View.LastPriceQuote);
        Assert.Equal(default, _coin.Apply(Trades(Print(9, 90, 1)))); // Late: not the last price.
        Assert.Equal(103m, _coin.View.LastPriceQuote);
        Assert.Equal(At(12), _coin.View.LastTime);
    }

    [Fact]
    public void Tickers_are_laid_over_each_other()
    {
        _coin.Apply(Ticker(new Ticker(At(1), IsSnapshot: true, LastPriceQuote: 100m, OpenInterestBase: 7m)));
        _coin.Apply(Ticker(new Ticker(At(2), IsSnapshot: false, FundingRateFraction: 0.0001m)));
        Assert.Equal(7m, _coin.Ticker!.OpenInterestBase);
        Assert.Equal(0.0001m, _coin.Ticker.FundingRateFraction);
        Assert.Equal(100m, _coin.Ticker.LastPriceQuote);
    }

    [Fact]
    public void One_impossible_trade_refuses_its_batch()
    {
        _coin.Apply(Trades(Print(1, 100, 1)));
        Assert.Contains(
            "trade 't'", _coin.Apply(Trades(Print(2, 200, 1), Print(3, -1, 1))).Refusal, StringComparison.Ordinal);
        Assert.Contains("trade 't'", _coin.Apply(Trades(Print(2, 200, 0))).Refusal, StringComparison.Ordinal);
        Assert.Equal(100m, _coin.View.LastPriceQuote);
    }

    public static TheoryData<Ticker, string> ImpossibleTickers => new()
    {
        { new Ticker(Given.Start, IsSnapshot: true, LastPriceQuote: 0m), "last price 0" },
        { new Ticker(Given.Start, IsSnapshot: true, MarkPriceQuote: -1m), "mark price -1" },
        { new Ticker(Given.Start, IsSnapshot: true, IndexPriceQuote: 0m), "index price 0" },
        { new Ticker(Given.Start, IsSnapshot: true, BidQuote: -2m), "bid -2" },
        { new Ticker(Given.Start, IsSnapshot: true, AskQuote: 0m), "ask 0" },
        { new Ticker(Given.Start, IsSnapshot: true, BidSizeBase: -1m), "bid size -1" },
        { new Ticker(Given.Start, IsSnapshot: true, AskSizeBase: -1m), "ask size -1" },
        { new Ticker(Given.Start, IsSnapshot: true, OpenInterestBase: -5m), "open interest -5" },
        { new Ticker(Given.Start, IsSnapshot: true, FundingRateFraction: 1m), "funding rate 1" },
    };

    [Theory]
    [MemberData(nameof(ImpossibleTickers))]
    public void Impossible_tickers_are_refused_by_field_and_value(Ticker ticker, string reason)
    {
        Assert.Contains(reason, _coin.Apply(Ticker(ticker)).Refusal, StringComparison.Ordinal);
        Assert.Null(_coin.Ticker);
    }

    [Fact]
    public void Funding_is_kept_in_order_of_time_and_must_be_a_share()
    {
        Assert.Equal(default, _coin.Apply(Funding(8, 0.0001m)));
        Assert.Contains("before the last", _coin.Apply(Funding(0, 0.0002m)).Refusal, StringComparison.Ordinal);
        Assert.Contains("funding rate -1", _coin.Apply(Funding(16, -1m)).Refusal, StringComparison.Ordinal);
        Assert.Equal(0.0001m, _coin.LastFunding!.RateFraction);
    }

    [Fact]
    public void Liquidations_are_counted_and_checked()
    {
        var print = new LiquidationPrint(At(1), Side.Buy, 100m, 1m);
        Assert.Equal(default, _coin.Apply(new CoinCommands.ApplyLiquidations(Given.Btc, [print, print])));
        var bad = print with { BankruptcyPriceQuote = 0m };
        Assert.NotNull(_coin.Apply(new CoinCommands.ApplyLiquidations(Given.Btc, [print, bad])).Refusal);
        Assert.Equal(2, _coin.Liquidations);
    }

    private static DateTimeOffset At(int second) => Given.Start.AddSeconds(second);

    private static Trade Print(int second, decimal price, decimal size) =>
        new(At(second), TradeId.Parse("t"), Side.Buy, price, size);

    private static CoinCommands.ApplyTrades Trades(params Trade[] trades) => new(Given.Btc, [.. trades]);

    private static CoinCommands.ApplyTicker Ticker(Ticker ticker) => new(Given.Btc, ticker);

    private static CoinCommands.ApplyFunding Funding(int hour, decimal rate) =>
        new(Given.Btc, new FundingRate(Given.Start.AddHours(hour), rate));
}

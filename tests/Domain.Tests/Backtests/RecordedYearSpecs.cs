using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WhaleStack.Domain.Backtests;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Backtests;

/// <summary>
/// The golden replay: the recorded year through all decisions, with the numbers of <c>config/</c>. A change here is a
/// change of behaviour: look at it, and write down the new figures with the reason in the commit.
/// </summary>
public sealed class RecordedYearSpecs
{
    private static readonly Lazy<BacktestResult> Result = new(() => Backtest.Run(RecordedYear.Steps, Given.Backtest));

    [Fact]
    public void Every_input_of_the_year_is_consumed()
    {
        // By hand: 8,737 hours in which a candle closes, 6 settlements after the last of them, and the two steps of
        // the end.
        Assert.Equal(8_745, Result.Value.Steps);
        Assert.Equal(5 * 8_736, Result.Value.Candles);
        Assert.Equal(5 * 1_092, Result.Value.Fundings);
        Assert.Equal(0, Result.Value.InputsRefused);
        Assert.All(Result.Value.Coins, coin => Assert.Equal(8_736, coin.CandlesSinceGap));
        Assert.All(Result.Value.Coins, coin => Assert.Equal(CoinCondition.Live, coin.Condition));
    }

    [Fact]
    public void The_year_gives_these_signals_orders_and_fills()
    {
        var result = Result.Value;
        Assert.Equal(
            (572, 558, 0, 1_040L, 0L),
            (result.Signals.Length, result.Orders.Length, result.Refusals.Length, result.Exchange.Fills,
                result.Exchange.DoubleOrders));
        Assert.Equal("6542552e053cecd5", HashOf(result.Fills));
    }

    [Fact]
    public void The_year_ends_flat_and_its_money_adds_up()
    {
        var (result, account) = (Result.Value, Result.Value.Account);
        Assert.Empty(account.Positions);
        Assert.Empty(result.Rejections);
        Assert.Equal(account.CashQuote, account.EquityQuote);
        Assert.Equal(
            account.EquityQuote,
            account.StartQuote + account.RealizedQuote - account.FeesQuote + account.FundingQuote);
        Assert.Equal(account.FeesQuote, result.Fills.Sum(fill => fill.FeeQuote));
        Assert.Equal(
            account.StartQuote + account.FundingQuote,
            account.EquityQuote + result.Fills.Sum(
                fill => (fill.Side.Sign() * fill.SizeBase * fill.PriceQuote) + fill.FeeQuote));
    }

    [Fact]
    public void A_second_run_is_the_same_to_the_last_digit()
    {
        var again = Backtest.Run(RecordedYear.Steps, Given.Backtest);
        Assert.Equal(Result.Value.Fills.AsEnumerable(), again.Fills);
        Assert.Equal(
            Result.Value.Signals.Select(signal => signal with { Reasons = default }),
            again.Signals.Select(signal => signal with { Reasons = default }));
        Assert.Equal(Result.Value.Summary, again.Summary);
    }

    [Fact]
    public void Mistakes_in_options_are_named_at_once()
    {
        var options = Given.Backtest with
        {
            Scanner = Given.Scanner with { ScoreMin = 2 },
            Trader = Given.Trader with { Strategy = "hope" },
            Capital = Given.Capital with { StartQuote = -1m },
        };
        var error = Assert.Throws<ArgumentException>(() => Backtest.Run([], options));
        Assert.Contains("scanner.score_min is 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("trader.strategy is 'hope'", error.Message, StringComparison.Ordinal);
        Assert.Contains("capital.start_quote is -1", error.Message, StringComparison.Ordinal);
    }

    private static string HashOf(IEnumerable<Fill> fills)
    {
        var text = string.Join('\n', fills.Select(fill => string.Create(
            CultureInfo.InvariantCulture,
            $"{fill.Sequence} {fill.Coin} {fill.Side} {fill.SizeBase:0.############} {fill.PriceQuote:0.############} "
            + $"{fill.FeeQuote:0.############} {fill.Trigger} {fill.Time:O}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}

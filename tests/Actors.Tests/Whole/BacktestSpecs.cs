using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Backtests;
using Xunit.Abstractions;

namespace WhaleStack.Actors.Tests.Whole;

/// <summary>The actors and the plain loop are two drivers of one set of decisions.</summary>
public sealed class BacktestSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_run_through_the_actors_equals_the_backtest_to_the_last_digit()
    {
        var steps = Recorded.Steps(1_000);
        var backtest = Backtest.Run(steps, Given.Options);
        using var journal = new TempJournal();
        var channel = new ListChannel();
        await using var node = await TradingNode.StartAsync(
            journal, i => Given.Setup(i, steps, channel) with { Patience = Patient });
        await node.CompletedAsync();

        var expected = Outcome.Of(backtest);
        output.WriteLine(
            $"{expected.Signals.Count} signals, {expected.Orders.Count} orders, {expected.Refusals.Count} refused, "
            + $"{expected.Alerts.Count} alerts, {expected.Rejections.Count} rejected, {expected.Fills.Count} fills");
        Assert.True(
            expected.Signals.Count > 100 && expected.Fills.Count > 50 && expected.Refusals.Count > 5, "a busy run");
        expected.AssertEqual(Outcome.Of(journal));
        Assert.Equal(backtest.Account, await node.AccountAsync());
        Assert.Equal(backtest.Exchange, await node.ExchangeAsync());
        Assert.Empty(node.Log);
        journal.AssertNoSequenceGap();
        await node.UntilAsync(
            () => channel.Sent.Count >= expected.Signals.Count + expected.Fills.Count, "messages to people");
        Assert.Equal(channel.Sent.Count, channel.Sent.Distinct(StringComparer.Ordinal).Count());
    }
}

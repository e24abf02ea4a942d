namespace WhaleStack.Actors.Tests.Support;

/// <summary>What must hold of a run that was disturbed.</summary>
internal static class TradingNodeAssertions
{
    /// <summary>
    /// The disturbed run came to what the undisturbed one did, told people everything, and doubled nothing.
    /// </summary>
    public static async Task AssertSameAsAsync(
        this TradingNode node, Outcome expected, TempJournal disturbed, ListChannel channel)
    {
        Assert.True(expected.Fills.Count > 20, $"a busy run, not one of {expected.Fills.Count} fills");
        expected.AssertEqualInEveryStep(Outcome.Of(disturbed));
        disturbed.AssertNoSequenceGap();
        Assert.Equal(0, (await node.ExchangeAsync()).DoubleOrders);
        Assert.Equal(expected.Fills.Count, (await node.AccountAsync()).Fills);
        var messages = expected.Signals.Count + expected.Fills.Count;
        await node.UntilAsync(
            () => channel.Sent.Distinct(StringComparer.Ordinal).Count() >= messages, $"{messages} messages to people");
        Assert.Equal(messages, channel.Sent.Distinct(StringComparer.Ordinal).Count());
    }
}

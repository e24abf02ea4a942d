using static WhaleStack.Node.Demo.ScreenText;

namespace WhaleStack.Node.Demo;

/// <summary>The summary for a person.</summary>
public static class SummaryText
{
    /// <summary>Lines of at most 80 columns, but for a long folder.</summary>
    /// <param name="s">The summary.</param>
    /// <param name="folder">Where everything is saved.</param>
    /// <param name="resumeCommand">How to go on after a stop.</param>
    public static IEnumerable<string> Lines(DemoSummary s, string folder, string resumeCommand)
    {
        var expected = s.Streams.Values.Sum(t => t.Expected);
        var consumed = s.Streams.Values.Sum(t => t.Consumed);
        var conflated = s.Streams.Values.Sum(t => t.Conflated);
        yield return s.Completed ? "Done." : Format($"Stopped in order; {s.JournalEvents:#,0} events are saved.");
        yield return Format($"  streams     {s.Streams.Count} topics: {consumed:#,0} consumed ")
            + Format($"+ {conflated:#,0} folded of {expected:#,0}");
        yield return Format($"  market      {s.Coins} coins, {s.Clusters:#,0} clusters, {s.Signals:#,0} signals");
        yield return Format($"  trading     {s.Orders:#,0} orders, {s.Fills:#,0} fills, ")
            + Format($"{s.RiskRejected:#,0} refused by risk, {s.DoubleOrders} doubled, {s.Retries} retried");
        yield return $"  profit      {Signed(s.RealizedPnl)} realised, {Signed(s.UnrealizedPnl)} open, "
            + $"fees {Signed(-s.Fees)}, funding {Signed(s.Funding)}";
        yield return $"  result      {Signed(s.RealizedPnl + s.UnrealizedPnl - s.Fees + s.Funding)} USDT; "
            + Format($"buy and hold {Signed(s.BuyAndHoldPnl)}; drawdown {s.MaxDrawdown * 100:0.0} %");
        yield return Format($"  journal     {s.JournalEvents:#,0} events, {s.Restarts} actor restarts");
        yield return Format($"  run         {s.ElapsedSeconds:0.0} s, {s.EventsPerSecond:#,0} market messages/s, ")
            + Format($"{s.PeakMemoryMiB:0} MiB at most");
        yield return Format($"  data        {folder}");
        if (!s.Completed)
        {
            yield return $"  go on       {resumeCommand}";
            yield break; // Streams of a run that was stopped are of course not whole.
        }

        foreach (var (topic, t) in s.Streams.Where(e => e.Value.Consumed + e.Value.Conflated != e.Value.Expected))
        {
            yield return Format($"  INCOMPLETE  {topic}: {t.Consumed} + {t.Conflated} of {t.Expected}");
        }
    }

}

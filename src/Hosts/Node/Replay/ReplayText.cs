using WhaleStack.Node.Demo;
using static WhaleStack.Node.Demo.ScreenText;

namespace WhaleStack.Node.Replay;

/// <summary>A replay for a person.</summary>
internal static class ReplayText
{
    private const int NamedMax = 10;

    /// <summary>What was found, before it is played.</summary>
    public static IEnumerable<string> Found(ReplayPlan plan)
    {
        var frames = plan.Surveys.Sum(survey => survey.Frames);
        yield return Format($"{frames:#,0} frames from {plan.First:yyyy-MM-dd HH:mm:ss} ")
            + Format($"to {plan.Last:yyyy-MM-dd HH:mm:ss}");
        foreach (var part in plan.Parts)
        {
            yield return Format($"  {part.Survey.Venue.Name}: {part.Coins.Length} instruments, ")
                + Format($"{part.Topics.Length} topics, {part.Topics.Sum(topic => topic.Frames):#,0} messages");
        }
    }

    /// <summary>What became of it.</summary>
    public static IEnumerable<string> Lines(ReplaySummary s, string folder)
    {
        var expected = s.Streams.Values.Sum(t => t.Expected);
        var taken = s.Streams.Values.Sum(t => t.Consumed);
        var folded = s.Streams.Values.Sum(t => t.Conflated);
        yield return s.Completed ? "Done." : "Stopped in order.";
        yield return Format($"  frames      {s.Frames:#,0}: {s.Data:#,0} data, {s.Control:#,0} control, ")
            + Format($"{s.Malformed:#,0} malformed, {s.Unknown:#,0} unknown, {s.Unread:#,0} of no known venue");
        yield return Format($"  streams     {s.Streams.Count} topics: {taken:#,0} consumed ")
            + Format($"+ {folded:#,0} folded of {expected:#,0}");
        yield return Format($"  books       {s.BookGaps:#,0} gaps, {s.BooksHeldBack:#,0} changes held back");
        yield return Format($"  market      {s.Coins} coins, {s.Clusters:#,0} clusters, {s.Signals:#,0} signals");
        yield return Format($"  trading     {s.Orders:#,0} orders, {s.Fills:#,0} fills on paper");
        yield return Format($"  run         {s.ElapsedSeconds:0.0} s, {s.MessagesPerSecond:#,0} market messages/s, ")
            + Format($"{s.PeakMemoryMiB:0} MiB at most");
        yield return $"  data        {folder}";
        foreach (var line in Remarks(s))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Remarks(ReplaySummary s)
    {
        if (s.FramesDropped + s.LinesDamaged > 0)
        {
            yield return Format($"  MISSING     {s.FramesDropped:#,0} frames that the recorder dropped, ")
                + Format($"{s.LinesDamaged:#,0} damaged lines");
        }

        foreach (var (topic, count) in s.LeftOut.Take(NamedMax))
        {
            yield return Format($"  LEFT OUT    {topic}: {count:#,0}, since a coin keeps one book and one interval");
        }

        foreach (var complaint in s.Complaints.Take(NamedMax))
        {
            yield return $"  NOT READ    {complaint}";
        }

        // Streams of a replay that was stopped are of course not whole.
        foreach (var (topic, t) in s.Streams.Where(e => s.Completed && IsIncomplete(e.Value)).Take(NamedMax))
        {
            yield return Format($"  INCOMPLETE  {topic}: {t.Consumed} + {t.Conflated} of {t.Expected}");
        }
    }

    private static bool IsIncomplete(StreamSummary stream) => stream.Consumed + stream.Conflated != stream.Expected;
}

namespace WhaleStack.Storage.Files.History;

/// <summary>How far apart rows are.</summary>
internal static class Spacing
{
    /// <summary>The commonest step between neighbours in time; null with fewer than two times. The rows are sorted; of
    /// steps that are as common the shortest.</summary>
    public static TimeSpan? Of<T>(IReadOnlyList<T> rows, Func<T, DateTimeOffset> timeOf)
    {
        var counts = new Dictionary<TimeSpan, int>();
        for (var i = 1; i < rows.Count; i++)
        {
            var step = timeOf(rows[i]) - timeOf(rows[i - 1]);
            if (step > TimeSpan.Zero)
            {
                counts[step] = counts.GetValueOrDefault(step) + 1;
            }
        }

        return counts.Count == 0
            ? null
            : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
    }
}

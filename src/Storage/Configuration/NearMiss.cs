namespace WhaleStack.Storage.Configuration;

/// <summary>Finds the key that somebody probably meant.</summary>
internal static class NearMiss
{
    private const int DistanceMax = 3;

    /// <summary>
    /// The known key nearest to the given one, within three changed letters and a third of its length.
    /// </summary>
    public static string? Of(string key, IEnumerable<string> known)
    {
        var (best, bestDistance) = ((string?)null, int.MaxValue);
        foreach (var candidate in known)
        {
            var distance = Distance(key.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return bestDistance <= Math.Min(DistanceMax, Math.Max(1, key.Length / 3)) ? best : null;
    }

    /// <summary>Levenshtein's distance: letters to insert, delete or replace. Cost O(n x m).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}

using System.Collections.Immutable;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>Names of the account's topics.</summary>
internal static class BybitAccountTopics
{
    private const string Early = "execution.fast";

    /// <summary>What to subscribe to: by market, which must not be mixed with topics for all markets.</summary>
    public static ImmutableArray<string> For(BybitAccountOptions options)
    {
        var topics = ImmutableArray.CreateBuilder<string>();
        foreach (var category in options.Venues.Select(BybitCategory.OfVenue))
        {
            topics.Add($"order.{category}");
            topics.Add($"execution.{category}");
            if (category != BybitCategory.Spot)
            {
                topics.Add($"position.{category}");
            }

            if (options.WantsEarlyExecutions)
            {
                topics.Add($"{Early}.{category}");
            }
        }

        topics.Add("wallet");
        return topics.ToImmutable();
    }

    /// <summary>Whether the account can be followed without it.</summary>
    public static bool IsOptional(string topic) => topic.StartsWith(Early, StringComparison.Ordinal);
}

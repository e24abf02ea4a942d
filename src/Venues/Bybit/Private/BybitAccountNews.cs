using System.Collections.Immutable;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Bybit.Private.Rows;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>Makes news of the rows of a topic.</summary>
internal static class BybitAccountNews
{
    /// <summary>What a frame tells, in order. A row that cannot be read is told as such, and the others count; rows
    /// of markets that are not ours are left out, and so are topics that nobody asked for.</summary>
    /// <param name="topic">Name of the topic, with a category behind it or not.</param>
    /// <param name="data">Its rows.</param>
    /// <exception cref="VenueFormatException">They are no list of objects.</exception>
    public static ImmutableArray<AccountNews> Of(string topic, VenueValue data)
    {
        if (ReaderOf(topic) is not { } read)
        {
            return [];
        }

        var inTopic = BybitCategory.OfWire(topic.AsSpan(topic.LastIndexOf('.') + 1));
        return [.. data.Rows(row => Read(topic, row, inTopic, read)).OfType<AccountNews>()];
    }

    private static Func<VenueRow, BybitCategory, AccountNews>? ReaderOf(string topic) =>
        Is(topic, "order") ? static (row, category) => new AccountNews.OrderChanged(BybitOrderRow.Read(row, category))
        : Is(topic, "execution.fast") ? static (row, category) =>
            new AccountNews.ExecutedEarly(BybitExecutionRow.ReadFast(row, category))
        : Is(topic, "execution") ? Execution
        : Is(topic, "position") ? static (row, category) =>
            new AccountNews.PositionChanged(BybitPositionRow.Read(row, category))
        : Is(topic, "wallet") ? static (row, _) => new AccountNews.WalletChanged(BybitWalletRow.Read(row))
        : null;

    private static AccountNews? Read(
        string topic, VenueRow row, BybitCategory? inTopic, Func<VenueRow, BybitCategory, AccountNews> read)
    {
        try
        {
            return CategoryOf(topic, row, inTopic) is { } category ? read(row, category) : null;
        }
        catch (VenueFormatException wrong)
        {
            return new AccountNews.Unreadable($"a row of {topic} cannot be read: {wrong.Message}");
        }
    }

    // Money is of all categories; inverse and options are none of ours.
    private static BybitCategory? CategoryOf(string topic, VenueRow row, BybitCategory? inTopic)
    {
        if (Is(topic, "wallet"))
        {
            return BybitCategory.Linear;
        }

        var word = row["category"u8].NameOrEmpty();
        return word.Length > 0 ? BybitCategory.OfWire(word) : inTopic;
    }

    private static AccountNews Execution(VenueRow row, BybitCategory category)
    {
        var (execution, funding) = BybitExecutionRow.Read(row, category);
        return funding is not null ? new AccountNews.Funded(funding) : new AccountNews.Executed(execution!);
    }

    private static bool Is(string topic, string name) =>
        topic.StartsWith(name, StringComparison.Ordinal) && (topic.Length == name.Length || topic[name.Length] == '.');
}

using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>Reads what Bybit answers to orders, over REST and over the socket alike.</summary>
internal static class BybitReceipts
{
    /// <summary>The answer to one order.</summary>
    public static OrderReceipt One(VenueFields result) =>
        new(result.TextOrEmpty("orderLinkId"), result.Text("orderId"));

    /// <summary>
    /// The answer to a batch: what became of each order stands beside the list, in its order, while the batch as a
    /// whole counts as granted. An order of which nothing is said is in doubt.
    /// </summary>
    /// <param name="request">What was asked, for messages.</param>
    /// <param name="result">The list of ids.</param>
    /// <param name="beside">The list of codes.</param>
    /// <param name="keys">Our ids, in the order in which they were sent.</param>
    public static ImmutableArray<VenueResult<OrderReceipt>> Many(
        string request, VenueFields result, VenueFields? beside, IReadOnlyList<string> keys)
    {
        if (beside is not { } codes)
        {
            throw new VenueFormatException("retExtInfo.list is missing");
        }

        var rows = result.Rows("list").ToList();
        var outcomes = codes.Rows("list").ToList();
        return [.. keys.Select((key, index) => index < rows.Count && index < outcomes.Count
            ? Read(request, rows[index], outcomes[index], key)
            : new VenueResult<OrderReceipt>.InDoubt(new VenueError(
                VenueErrorKind.NoAnswer, $"bybit {request}: nothing is said of '{key}'")))];
    }

    private static VenueResult<OrderReceipt> Read(string request, VenueFields row, VenueFields outcome, string key)
    {
        var code = (int)Math.Clamp(
            outcome.LongOrNone("code") ?? throw new VenueFormatException("retExtInfo.list.code is missing"),
            int.MinValue,
            int.MaxValue);
        if (code == 0)
        {
            return new VenueResult<OrderReceipt>.Granted(new OrderReceipt(key, row.TextOrEmpty("orderId")));
        }

        var error = BybitErrors.Refused($"{request} '{key}'", code, outcome.TextOrEmpty("msg"));
        return BybitErrors.LeavesDoubt(code)
            ? new VenueResult<OrderReceipt>.InDoubt(error)
            : new VenueResult<OrderReceipt>.Refused(error);
    }
}

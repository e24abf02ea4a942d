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
    public static OrderReceipt One(VenueRow result) =>
        new(result["orderLinkId"u8].TextOrEmpty(), result["orderId"u8].Text());

    /// <summary>
    /// The answer to a batch: what became of each order stands beside the list, in its order, while the batch as a
    /// whole counts as granted. An order of which nothing is said is in doubt.
    /// </summary>
    /// <param name="request">What was asked, for messages.</param>
    /// <param name="result">The list of ids.</param>
    /// <param name="beside">The list of codes.</param>
    /// <param name="keys">Our ids, in the order in which they were sent.</param>
    public static ImmutableArray<VenueResult<OrderReceipt>> Many(
        string request, VenueRow result, VenueRow beside, IReadOnlyList<string> keys)
    {
        var outcomes = beside["list"u8].Rows(Outcome);
        var ids = result["list"u8].Rows(row => row["orderId"u8].TextOrEmpty());
        return [.. keys.Select((key, index) => index < ids.Length && index < outcomes.Length
            ? Read(request, ids[index], outcomes[index], key)
            : new VenueResult<OrderReceipt>.InDoubt(new VenueError(
                VenueErrorKind.NoAnswer, $"bybit {request}: nothing is said of '{key}'")))];
    }

    private static (int Code, string Message) Outcome(VenueRow row)
    {
        var code = row["code"u8].LongOrNone() ?? throw row["code"u8].Wrong("is missing");
        return ((int)Math.Clamp(code, int.MinValue, int.MaxValue), code == 0 ? "" : row["msg"u8].TextOrEmpty());
    }

    private static VenueResult<OrderReceipt> Read(
        string request, string id, (int Code, string Message) outcome, string key)
    {
        if (outcome.Code == 0)
        {
            return new VenueResult<OrderReceipt>.Granted(new OrderReceipt(key, id));
        }

        var error = BybitErrors.Refused($"{request} '{key}'", outcome.Code, outcome.Message);
        return BybitErrors.LeavesDoubt(outcome.Code)
            ? new VenueResult<OrderReceipt>.InDoubt(error)
            : new VenueResult<OrderReceipt>.Refused(error);
    }
}

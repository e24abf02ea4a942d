using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Bybit.Private.Rows;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>What kind a frame of a private socket is.</summary>
internal enum BybitPrivateFrameKind
{
    /// <summary>The answer to a greeting.</summary>
    Greeting = 1,

    /// <summary>The answer to a subscription.</summary>
    Subscription = 2,

    /// <summary>A heart-beat.</summary>
    Pong = 3,

    /// <summary>News of the account.</summary>
    Data = 4,

    /// <summary>Something else.</summary>
    Unknown = 5,
}

/// <summary>A frame of the account's stream.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Success">For answers: whether the request was granted.</param>
/// <param name="Code">For answers: the venue's code; null where it gives none.</param>
/// <param name="Message">For answers, the venue's words; for others, what they are.</param>
/// <param name="News">For data: what it tells, in order; rows of markets that are not ours are left out.</param>
internal sealed record BybitPrivateFrame(
    BybitPrivateFrameKind Kind, bool Success, int? Code, string Message, ImmutableArray<AccountNews> News)
{
    private const string Fast = "execution.fast";

    // What the socket for orders says to a second greeting.
    private const int AlreadyAuthenticated = 20001;

    /// <summary>Reads a frame; what cannot be read becomes news of that kind, never an exception.</summary>
    public static BybitPrivateFrame Read(ReadOnlyMemory<byte> frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame);
            var fields = new VenueFields(document.RootElement, "frame");
            var topic = fields.TextOrEmpty("topic");
            return topic.Length > 0 ? Data(topic, fields) : Answer(fields);
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException or InvalidOperationException)
        {
            return Told([new AccountNews.Unreadable($"a frame cannot be read: {wrong.Message}")]);
        }
    }

    private static BybitPrivateFrame Answer(VenueFields fields)
    {
        var code = (int?)fields.LongOrNone("retCode");
        var message = fields.TextOrEmpty("ret_msg") + fields.TextOrEmpty("retMsg");
        var success = fields.BoolOrNone("success") ?? code == 0;
        var op = fields.TextOrEmpty("op");
        return op switch
        {
            "auth" => new(
                BybitPrivateFrameKind.Greeting, success || code == AlreadyAuthenticated, code, message, []),
            "subscribe" => new(BybitPrivateFrameKind.Subscription, success, code, message, []),
            "pong" or "ping" => new(BybitPrivateFrameKind.Pong, true, code, message, []),
            _ => new(BybitPrivateFrameKind.Unknown, success, code, $"op '{op}' {message}", []),
        };
    }

    private static BybitPrivateFrame Data(string topic, VenueFields fields)
    {
        var isFast = topic == Fast || topic.StartsWith(Fast + ".", StringComparison.Ordinal);
        var name = isFast ? Fast : topic.Split('.')[0];
        var inTopic = BybitCategory.OfWire(topic[(topic.LastIndexOf('.') + 1)..]);
        var news = ImmutableArray.CreateBuilder<AccountNews>();
        foreach (var row in fields.Rows("data"))
        {
            try
            {
                AddNews(news, name, row, inTopic);
            }
            catch (VenueFormatException wrong)
            {
                news.Add(new AccountNews.Unreadable($"a row of {topic} cannot be read: {wrong.Message}"));
            }
        }

        return Told(news.ToImmutable());
    }

    private static void AddNews(
        ImmutableArray<AccountNews>.Builder news, string topic, VenueFields row, BybitCategory? inTopic)
    {
        if (topic == "wallet")
        {
            news.Add(new AccountNews.WalletChanged(BybitWalletRow.Read(row)));
            return;
        }

        var word = row.TextOrEmpty("category");
        if ((word.Length > 0 ? BybitCategory.OfWire(word) : inTopic) is not { } category)
        {
            return; // Inverse and options are none of ours.
        }

        switch (topic)
        {
            case "order":
                news.Add(new AccountNews.OrderChanged(BybitOrderRow.Read(row, category)));
                break;
            case "execution":
                var (execution, funding) = BybitExecutionRow.Read(row, category);
                news.Add(funding is not null
                    ? new AccountNews.Funded(funding)
                    : new AccountNews.Executed(execution!));
                break;
            case Fast:
                news.Add(new AccountNews.ExecutedEarly(BybitExecutionRow.ReadFast(row, category)));
                break;
            case "position":
                news.Add(new AccountNews.PositionChanged(BybitPositionRow.Read(row, category)));
                break;
            default:
                break; // Greeks, disconnect protection: not subscribed.
        }
    }

    private static BybitPrivateFrame Told(ImmutableArray<AccountNews> news) =>
        new(BybitPrivateFrameKind.Data, true, null, "", news);
}

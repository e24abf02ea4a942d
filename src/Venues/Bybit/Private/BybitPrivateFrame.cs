using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Messages.Accounts;
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
    // What the socket for orders says to a second greeting.
    private const int AlreadyAuthenticated = 20001;

    /// <summary>Reads a frame; what cannot be read becomes news of that kind, never an exception.</summary>
    public static BybitPrivateFrame Read(ReadOnlyMemory<byte> frame)
    {
        try
        {
            var fields = VenueRow.Of(frame.Span, "frame", stackalloc int[FieldTable.Room]);
            var topic = fields["topic"u8].NameOrEmpty();
            return topic.Length > 0 ? Told(BybitAccountNews.Of(topic, fields["data"u8])) : Answer(fields);
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException)
        {
            return Told([new AccountNews.Unreadable($"a frame cannot be read: {wrong.Message}")]);
        }
    }

    private static BybitPrivateFrame Answer(VenueRow fields)
    {
        var code = (int?)fields["retCode"u8].LongOrNone();
        var message = fields["ret_msg"u8].TextOrEmpty() + fields["retMsg"u8].TextOrEmpty();
        var success = fields["success"u8].BoolOrNone() ?? code == 0;
        var op = fields["op"u8].NameOrEmpty();
        return op switch
        {
            "auth" => new(
                BybitPrivateFrameKind.Greeting, success || code == AlreadyAuthenticated, code, message, []),
            "subscribe" => new(BybitPrivateFrameKind.Subscription, success, code, message, []),
            "pong" or "ping" => new(BybitPrivateFrameKind.Pong, true, code, message, []),
            _ => new(BybitPrivateFrameKind.Unknown, success, code, $"op '{op}' {message}", []),
        };
    }

    private static BybitPrivateFrame Told(ImmutableArray<AccountNews> news) =>
        new(BybitPrivateFrameKind.Data, true, null, "", news);
}

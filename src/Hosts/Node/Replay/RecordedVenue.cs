using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Node.Replay;

/// <summary>A venue whose frames can be read from recordings.</summary>
/// <param name="Name">How a user names it: as its instruments do.</param>
/// <param name="Reader">Reads its frames, of whatever topic.</param>
/// <param name="Owns">Whether a connection is one of its own, by the name that a recorder gave it.</param>
/// <param name="BookLevelsOf">By topic, the levels of an order book of which a coin can keep only one; null for other
/// topics.</param>
internal sealed record RecordedVenue(
    string Name, IFrameReader Reader, Func<string, bool> Owns, Func<string, int?> BookLevelsOf)
{
    /// <summary>All of them; a frame that several could read is the first one's.</summary>
    public static ImmutableArray<RecordedVenue> All { get; } =
    [
        Bybit(BybitCategory.Linear),
        Bybit(BybitCategory.Spot),
        new(
            BinanceVenue.Name,
            new BinanceFrameParser("trade"),
            connection => connection.StartsWith("binance-usdm.", StringComparison.Ordinal)
                || connection.Contains("binance.com", StringComparison.Ordinal),
            _ => null),
    ];

    /// <summary>The venue of a connection; null when its name tells nothing.</summary>
    public static RecordedVenue? OfConnection(string connection) =>
        All.FirstOrDefault(venue => venue.Owns(connection));

    /// <summary>The first venue whose data a frame is; null when it is nobody's.</summary>
    public static RecordedVenue? OfFrame(RawFrame frame) =>
        All.FirstOrDefault(venue => venue.Reader.Parse(frame).Kind == FrameKind.Data);

    private static RecordedVenue Bybit(BybitCategory category) => new(
        category.Venue,
        new BybitFrameReader(category, new BybitTopicOptions()),
        connection => connection.StartsWith($"{category.FeedName}.", StringComparison.Ordinal)
            || connection.EndsWith($"/public/{category.Wire}", StringComparison.Ordinal),
        topic => topic[category.TopicPrefix.Length..].Split('.') is ["orderbook", var levels, _]
            ? int.Parse(levels, CultureInfo.InvariantCulture)
            : null);
}

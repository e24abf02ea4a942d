using System.Collections.Immutable;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit;

/// <summary>
/// A product line of Bybit as this system names it: each is a venue of its own in <see cref="InstrumentId"/> and has
/// one
/// public socket.
/// </summary>
public sealed record BybitCategory
{
    private readonly SymbolTable _symbols;

    private BybitCategory(string wire, string venue, string topicPrefix, int topicsPerRequestMax)
    {
        Wire = wire;
        Venue = venue;
        TopicPrefix = topicPrefix;
        TopicsPerRequestMax = topicsPerRequestMax;
        _symbols = new SymbolTable(venue);
    }

    /// <summary>Perpetuals and futures margined in USDT or USDC; venue <c>bybit</c>, bare topic names.</summary>
    public static BybitCategory Linear { get; } = new("linear", "bybit", "", 100);

    /// <summary>Spot; venue <c>bybit-spot</c>, topic names behind <c>spot/</c>.</summary>
    public static BybitCategory Spot { get; } = new("spot", "bybit-spot", "spot/", 10);

    /// <summary>Both, in the order in which they are asked.</summary>
    public static ImmutableArray<BybitCategory> All { get; } = [Linear, Spot];

    /// <summary>Bybit's word: the <c>category</c> parameter and the last part of the socket's address.</summary>
    public string Wire { get; }

    /// <summary>The venue in <see cref="InstrumentId"/>.</summary>
    public string Venue { get; }

    /// <summary>What stands before the wire topic in summaries and cursors.</summary>
    public string TopicPrefix { get; }

    /// <summary>Name of the feed, such as <c>bybit-linear</c>.</summary>
    public string FeedName => $"bybit-{Wire}";

    /// <summary>
    /// Topics in one subscribe request: 10 is spot's documented limit, linear has none and gets our own.
    /// </summary>
    public int TopicsPerRequestMax { get; }

    /// <summary>The category of an instrument.</summary>
    /// <exception cref="ArgumentException">The instrument is of another venue.</exception>
    public static BybitCategory Of(InstrumentId coin) =>
        All.FirstOrDefault(category => category.Venue == coin.Venue)
        ?? throw new ArgumentException($"coin '{coin}' is not of venue bybit or bybit-spot.", nameof(coin));

    /// <summary>The category of a venue's name.</summary>
    /// <exception cref="ArgumentException">It is the name of another venue.</exception>
    public static BybitCategory OfVenue(string venue) =>
        All.FirstOrDefault(category => category.Venue == venue)
        ?? throw new ArgumentException($"venue '{venue}' is neither bybit nor bybit-spot.", nameof(venue));

    /// <summary>The category of the venue's word; null for one that this system does not trade.</summary>
    internal static BybitCategory? OfWire(ReadOnlySpan<char> wire) =>
        wire.SequenceEqual(Linear.Wire) ? Linear : wire.SequenceEqual(Spot.Wire) ? Spot : null;

    /// <summary>The instrument of one of its symbols.</summary>
    /// <exception cref="VenueFormatException">The text is no symbol.</exception>
    internal InstrumentId CoinOf(string symbol) =>
        _symbols.Find(symbol) ?? throw new VenueFormatException($"symbol '{VenueJson.Shown(symbol)}' is no symbol");

    /// <inheritdoc/>
    public override string ToString() => Wire;
}

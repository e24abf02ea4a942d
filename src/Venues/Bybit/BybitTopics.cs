using System.Collections.Immutable;
using System.Text;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit;

/// <summary>The kinds of public data that are understood.</summary>
internal enum BybitTopicKind
{
    Ticker = 1,
    Book = 2,
    Trades = 3,
    Kline = 4,
    Liquidations = 5,
}

/// <summary>A topic that is understood.</summary>
/// <param name="Kind">What its frames hold.</param>
/// <param name="Wire">As the venue writes it.</param>
/// <param name="Name">As in the summary.</param>
/// <param name="Coin">Which instrument.</param>
/// <param name="Interval">Of its candles; null for other kinds.</param>
internal sealed record BybitTopic(
    BybitTopicKind Kind, string Wire, string Name, InstrumentId Coin, BybitInterval? Interval)
    : IWireTopic
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> WireUtf8 { get; } = Encoding.UTF8.GetBytes(Wire);

    /// <summary>Whether it is the best bid and ask only, which come as snapshots.</summary>
    public bool IsBookTop { get; } = Wire.StartsWith("orderbook.1.", StringComparison.Ordinal);

    /// <summary>The instrument's symbol in UTF-8.</summary>
    public ReadOnlyMemory<byte> SymbolUtf8 { get; } = Encoding.UTF8.GetBytes(Coin.Symbol);
}

/// <summary>Names of the topics of one category, both ways. Thread-safe.</summary>
internal sealed class BybitTopics
{
    /// <summary>
    /// Sum of topic names that one public connection may subscribe to, in characters (bybit-v5, limits).
    /// </summary>
    public const int ArgsCharsMax = 21_000;

    private const string TickerPrefix = "tickers.";
    private const string TradesPrefix = "publicTrade.";
    private const string LiquidationsPrefix = "allLiquidation.";

    private static readonly ImmutableArray<(string Prefix, BybitTopicKind Kind, BybitInterval? Interval)> Kinds =
    [
        (TickerPrefix, BybitTopicKind.Ticker, null),
        (TradesPrefix, BybitTopicKind.Trades, null),
        (LiquidationsPrefix, BybitTopicKind.Liquidations, null),
        .. BybitTopicOptions.BookDepths.Select(depth => (BookPrefix(depth), BybitTopicKind.Book, (BybitInterval?)null)),
        .. BybitInterval.All.Select(interval => (KlinePrefix(interval.Wire), BybitTopicKind.Kline, interval)),
    ];

    private readonly BybitCategory _category;
    private readonly ImmutableArray<string> _prefixes;

    public BybitTopics(BybitCategory category, BybitTopicOptions options)
    {
        _category = category;
        _prefixes = [.. PrefixesOf(options)];
        Known = new TopicCache<BybitTopic>(ReadNew);
    }

    /// <summary>Every topic by its wire name.</summary>
    public TopicCache<BybitTopic> Known { get; }

    /// <summary>Topics as the venue writes them, for these instruments.</summary>
    /// <exception cref="ArgumentException">An instrument is of another category.</exception>
    public ImmutableArray<string> WireNamesFor(IEnumerable<InstrumentId> coins)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var coin in coins.Distinct())
        {
            if (coin.Venue != _category.Venue)
            {
                throw new ArgumentException($"coin '{coin}' is not of venue {_category.Venue}.", nameof(coins));
            }

            names.AddRange(_prefixes.Select(prefix => prefix + coin.Symbol));
        }

        return names.ToImmutable();
    }

    /// <summary>The name used in summaries and cursors.</summary>
    public string Named(string wireName) => _category.TopicPrefix + wireName;

    /// <summary>The wire name behind a summary's name; null when it is of another category.</summary>
    public string? WireName(string name)
    {
        if (_category.TopicPrefix.Length == 0)
        {
            return name.Contains('/', StringComparison.Ordinal) ? null : name;
        }

        return name.StartsWith(_category.TopicPrefix, StringComparison.Ordinal)
            ? name[_category.TopicPrefix.Length..]
            : null;
    }

    /// <summary>The topic behind a summary's name; null when it is not understood.</summary>
    public BybitTopic? Find(string name) =>
        WireName(name) is { } wireName ? Read(Encoding.UTF8.GetBytes(wireName)) : null;

    /// <summary>Reads a wire name; null when it is not understood.</summary>
    public BybitTopic? Read(ReadOnlySpan<byte> wireName) => Known.Read(wireName);

    private BybitTopic? ReadNew(string wireName)
    {
        foreach (var (prefix, kind, interval) in Kinds)
        {
            if (wireName.StartsWith(prefix, StringComparison.Ordinal)
                && InstrumentId.TryParse($"{_category.Venue}:{wireName[prefix.Length..]}", out var coin))
            {
                return new BybitTopic(kind, wireName, Named(wireName), coin, interval);
            }
        }

        return null;
    }

    private IEnumerable<string> PrefixesOf(BybitTopicOptions options)
    {
        if (options.Tickers)
        {
            yield return TickerPrefix;
        }

        if (options.BookDepthLevels is { } depth)
        {
            yield return BookPrefix(depth);
        }

        if (options.Trades)
        {
            yield return TradesPrefix;
        }

        if (options.KlineInterval is { } interval)
        {
            yield return KlinePrefix(interval);
        }

        if (options.Liquidations && _category == BybitCategory.Linear)
        {
            yield return LiquidationsPrefix;
        }
    }

    private static string BookPrefix(int depth) => $"orderbook.{depth}.";

    private static string KlinePrefix(string interval) => $"kline.{interval}.";
}

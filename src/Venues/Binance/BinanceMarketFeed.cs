using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// Public data of Binance's USD-margined perpetuals, live: books, best prices, trades, mark prices, candles, forced
/// closes; which of them is <see cref="BinanceOptions.Streams"/>.
/// </summary>
/// <remarks>
/// Two sockets a call of <see cref="ReceiveAsync"/> at most, one for each path of the venue; they share one bounded
/// line of frames. Books begin with a snapshot over REST; one that misses a change gets a new one while the connection
/// lives on. Source of the wire format: Binance's documentation of USD-margined futures.
/// </remarks>
public sealed class BinanceMarketFeed : IMarketFeed
{
    private readonly BinanceOptions _options;
    private readonly BinanceRestClient _client;
    private readonly TimeProvider _time;
    private readonly BinanceTopics _topics = new();
    private readonly BinanceFrameParser _parser;
    private readonly ImmutableArray<string> _suffixes;

    /// <summary>Makes one.</summary>
    /// <param name="options">Where the venue is.</param>
    /// <param name="client">The way to snapshots of books: the address has one limit.</param>
    /// <param name="time">Clock of time-outs and receive times.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BinanceMarketFeed(BinanceOptions options, BinanceRestClient client, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Validated();
        _client = client;
        _time = time;
        _suffixes = options.Streams.Suffixes;
        _parser = new BinanceFrameParser(options.Streams.BookPaceMs is null
            ? _suffixes
            : [.. _suffixes, BinanceTopics.SnapshotStream]);
    }

    /// <inheritdoc/>
    public string Name => _parser.Name;

    /// <inheritdoc/>
    public bool CanResubscribe => true;

    /// <inheritdoc/>
    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) => _parser.TopicsFor(coins);

    /// <inheritdoc/>
    public TimeSpan? SilenceMaxOf(string topic) =>
        _topics.Find(topic) is { } known ? _options.Silence.Of(known) : null;

    /// <inheritdoc/>
    public FeedFrame Parse(RawFrame frame) => _parser.Parse(frame);

    /// <inheritdoc/>
    public void Read(RawFrame frame, IFrameSink sink) => _parser.Read(frame, sink);

    /// <inheritdoc/>
    public IAsyncEnumerable<RawFrame> ReceiveAsync(FeedRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Coins.IsDefaultOrEmpty)
        {
            throw new ArgumentException("coins is empty: there is nothing to subscribe to.", nameof(request));
        }

        var streams = request.Coins.Distinct().SelectMany(StreamsOf).ToImmutableArray();
        var largest = streams.GroupBy(topic => topic.Path).Max(path => path.Count());
        return largest <= BinanceSocketOptions.StreamsMax
            ? ReceiveFromAsync(streams, request, cancellation)
            : throw new ArgumentException(
                $"coins: {request.Coins.Length} instruments take {largest} streams, one connection takes "
                + $"{BinanceSocketOptions.StreamsMax}: use several feeds.",
                nameof(request));
    }

    private IEnumerable<BinanceTopic> StreamsOf(InstrumentId coin)
    {
        _ = BinanceVenue.SymbolOf(coin);
        return _suffixes.Select(suffix => _topics.Find(BinanceTopics.Named(coin, suffix))
            ?? throw new ArgumentException($"coin '{coin}' has no stream {suffix}.", nameof(coin)));
    }

    private async IAsyncEnumerable<RawFrame> ReceiveFromAsync(
        ImmutableArray<BinanceTopic> streams,
        FeedRequest request,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var session = new BinanceSession(Name, _options, _topics, _client, _time);
        await using (session.ConfigureAwait(false))
        {
            await session.OpenAsync(streams, request, cancellation).ConfigureAwait(false);
            await foreach (var frame in session.ReadAsync(cancellation).ConfigureAwait(false))
            {
                yield return frame;
            }
        }
    }
}

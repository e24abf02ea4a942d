using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.Bybit;

/// <summary>
/// Bybit V5 public data of one category: tickers, orderbook, publicTrade, kline and, for linear, allLiquidation; which
/// of them, and which depth and interval, is <see cref="BybitOptions.Topics"/>.
/// </summary>
/// <remarks>
/// One socket a call of <see cref="ReceiveAsync"/>, read by whoever enumerates, with nothing in between. Source of the
/// wire format: Bybit's V5 documentation.
/// </remarks>
public sealed class BybitMarketFeed : IMarketFeed
{
    private readonly BybitOptions _options;
    private readonly BybitCategory _category;
    private readonly TimeProvider _time;
    private readonly BybitTopics _topics;
    private readonly BybitFrameParser _parser;

    /// <summary>Makes one.</summary>
    /// <param name="options">Where the venue is.</param>
    /// <param name="category">Which of its sockets.</param>
    /// <param name="time">Clock of time-outs, pings and receive times.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BybitMarketFeed(BybitOptions options, BybitCategory category, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(category);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Validated();
        _category = category;
        _time = time;
        _topics = new BybitTopics(category, options.Topics);
        _parser = new BybitFrameParser(_topics);
    }

    /// <inheritdoc/>
    public string Name => _category.FeedName;

    /// <inheritdoc/>
    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) =>
        [.. _topics.WireNamesFor(coins).Select(_topics.Named)];

    /// <inheritdoc/>
    public TimeSpan? SilenceMaxOf(string topic) =>
        !_options.Replay && _topics.Find(topic) is { } known ? _options.Silence.Of(known) : null;

    /// <summary>A replay goes on behind a cursor instead, which a new connection tells it.</summary>
    public bool CanResubscribe => !_options.Replay;

    /// <inheritdoc/>
    public FeedFrame Parse(RawFrame frame) => _parser.Parse(frame.Payload.Span);

    /// <inheritdoc/>
    public void Read(RawFrame frame, IFrameSink sink) => _parser.Read(frame.Payload.Span, sink);

    /// <inheritdoc/>
    public IAsyncEnumerable<RawFrame> ReceiveAsync(FeedRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var topics = _topics.WireNamesFor(request.Coins);
        if (topics.IsEmpty)
        {
            throw new ArgumentException("coins is empty: there is nothing to subscribe to.", nameof(request));
        }

        var characters = topics.Sum(topic => topic.Length + 3);
        if (characters > BybitTopics.ArgsCharsMax)
        {
            throw new ArgumentException(
                $"coins: the topics of {request.Coins.Length} instruments take {characters} characters, one connection "
                + $"takes {BybitTopics.ArgsCharsMax}: use several feeds.",
                nameof(request));
        }

        return ReceiveFromAsync(AddressFor(request.Cursor), topics, request, cancellation);
    }

    private async IAsyncEnumerable<RawFrame> ReceiveFromAsync(
        Uri address,
        ImmutableArray<string> topics,
        FeedRequest request,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var connection = await VenueConnection.OpenAsync(Name, address, _options.Connection, _time, cancellation)
            .ConfigureAwait(false);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var subscriber = new BybitSubscriber(connection, _options, _category, _time)
        {
            Refused = (topic, reason) => request.Refused?.Invoke(new TopicRefusal(_topics.Named(topic), reason)),
        };
        connection.FrameSeen = subscriber.See;
        connection.StartWithoutReading();

        // Beside the reading, since data of the first batches arrives before the last batch is acknowledged.
        var subscribing = SubscribeAsync(connection, subscriber, topics, request.Resubscriptions, stopping.Token);
        try
        {
            await using var leaving = cancellation.UnsafeRegister(
                static (left, token) => ((VenueConnection)left!).Leave(token), connection).ConfigureAwait(false);
            while (true)
            {
                yield return await connection.ReadAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await subscribing.ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // First all topics, then those that are asked for again, one at a time.
    private async Task SubscribeAsync(
        VenueConnection connection,
        BybitSubscriber subscriber,
        ImmutableArray<string> topics,
        ChannelReader<string>? resubscriptions,
        CancellationToken cancellation)
    {
        try
        {
            await subscriber.SubscribeAsync(topics, cancellation).ConfigureAwait(false);
            while (CanResubscribe && resubscriptions is not null)
            {
                var topic = await resubscriptions.ReadAsync(cancellation).ConfigureAwait(false);
                if (_topics.WireName(topic) is { } wireName && topics.Contains(wireName))
                {
                    await subscriber.ResubscribeAsync(wireName, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (FeedException refused)
        {
            connection.Fail(refused);
        }
        catch (ChannelClosedException)
        {
            // Nobody will ask for a topic again; the connection goes on.
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The connection ended first, and its reason is the one to tell.
        }
    }

    private Uri AddressFor(ImmutableSortedDictionary<string, Messages.Clock.TopicCount> cursor)
    {
        var address = new UriBuilder(_options.WebSocketPublic);
        address.Path = $"{address.Path.TrimEnd('/')}/{_category.Wire}";
        if (_options.Replay)
        {
            var entries = cursor
                .Select(entry => (Topic: _topics.WireName(entry.Key), entry.Value.Total))
                .Where(entry => entry.Topic is not null && entry.Total > 0)
                .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Topic}:{entry.Total}"))
                .ToList();
            address.Query = entries.Count == 0 ? "" : $"cursor={Uri.EscapeDataString(string.Join(',', entries))}";
        }

        return address.Uri;
    }
}

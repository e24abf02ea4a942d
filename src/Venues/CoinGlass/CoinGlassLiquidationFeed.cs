using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>
/// Forced closes of instruments whose own exchange is not followed for them, from CoinGlass's websocket, which tells of
/// all exchanges in one channel. They go to the coins of those instruments like an exchange's own.
/// </summary>
/// <remarks>
/// One socket a call of <see cref="ReceiveAsync"/>. The vendor acknowledges nothing; an answer that refuses (a plan
/// without the socket, a wrong key) ends the connection with its words. Its frames carry no event time, so that it
/// never holds the market clock back. Source of the wire format: CoinGlass's documentation, websocket.
/// </remarks>
public sealed class CoinGlassLiquidationFeed : IMarketFeed
{
    // Answers are short and pushes may be long: this keeps pushes from being read twice.
    private const int AnswerBytesMax = 512;

    private readonly CoinGlassStreamOptions _options;
    private readonly ImmutableHashSet<InstrumentId> _coins;
    private readonly TimeProvider _time;
    private readonly CoinGlassLiquidationReader _reader;

    /// <summary>Makes one.</summary>
    /// <param name="options">Where the vendor is.</param>
    /// <param name="coins">Instruments to take; the venue of each is its exchange's name in lower case.</param>
    /// <param name="time">Clock of time-outs, pings and receive times.</param>
    /// <exception cref="ArgumentException">An option is out of range, or there is no instrument.</exception>
    public CoinGlassLiquidationFeed(
        CoinGlassStreamOptions options, IReadOnlyCollection<InstrumentId> coins, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(coins);
        ArgumentNullException.ThrowIfNull(time);
        if (coins.Count == 0)
        {
            throw new ArgumentException("coins is empty: nothing would be taken.", nameof(coins));
        }

        _options = options.Validated();
        _coins = [.. coins];
        _time = time;
        _reader = new CoinGlassLiquidationReader(coins);
    }

    /// <inheritdoc/>
    public string Name => "coinglass";

    /// <inheritdoc/>
    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) =>
        [CoinGlassLiquidationReader.Topic];

    /// <summary>Of the channel as a whole: of one instrument there may be none for days.</summary>
    public TimeSpan? SilenceMaxOf(string topic) =>
        topic == CoinGlassLiquidationReader.Topic ? _options.SilenceMax : null;

    /// <inheritdoc/>
    public FeedFrame Parse(RawFrame frame) => _reader.Parse(frame.Payload.Span);

    /// <inheritdoc/>
    public IAsyncEnumerable<RawFrame> ReceiveAsync(FeedRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var coin in request.Coins.Where(coin => !_coins.Contains(coin)))
        {
            throw new ArgumentException($"coins: '{coin}' is none of this feed.", nameof(request));
        }

        return ReceiveFromAsync(cancellation);
    }

    private async IAsyncEnumerable<RawFrame> ReceiveFromAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var address = new UriBuilder(_options.Address)
        {
            Query = $"cg-api-key={Uri.EscapeDataString(_options.ApiKey)}",
        }.Uri;
        var connection = await VenueConnection
            .OpenAsync(Name, address, _options.Connection, _time, cancellation)
            .ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.FrameSeen = frame => FailIfRefused(connection, frame);
            connection.Start();
            await connection
                .SendAsync(
                    $$"""{"method":"subscribe","channels":["{{CoinGlassLiquidationReader.Channel}}"]}""", cancellation)
                .ConfigureAwait(false);
            await foreach (var frame in connection.Frames.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return frame;
            }
        }
    }

    private void FailIfRefused(VenueConnection connection, ReadOnlyMemory<byte> frame)
    {
        if (frame.Length <= AnswerBytesMax && CoinGlassLiquidationReader.RefusalOf(frame.Span) is { } refusal)
        {
            // A vendor may repeat what it was sent.
            var words = refusal.Replace(_options.ApiKey, "***", StringComparison.Ordinal);
            connection.Fail(new FeedException($"{Name}: {words}."));
        }
    }
}

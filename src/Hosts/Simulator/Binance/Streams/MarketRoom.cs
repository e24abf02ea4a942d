using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>The public streams of <c>/public</c> or <c>/market</c>; the paths without either are silent.</summary>
public sealed class MarketRoom : IStreamRoom
{
    private readonly StreamHub _hub;
    private readonly Func<string, bool> _isHere;
    private readonly Func<CancellationToken, Task> _drive;

    private MarketRoom(BinanceVenue venue, bool isAlive, Func<string, bool> isHere)
    {
        _hub = venue.Hub;
        _isHere = isHere;
        _drive = isAlive ? _ => Task.CompletedTask : venue.DriveAsync;
    }

    /// <summary>Books: best prices and depth; also single trades.</summary>
    public static MarketRoom Public(BinanceVenue venue, bool isAlive) => new(venue, isAlive, IsBook);

    /// <summary>All that is not of the book.</summary>
    public static MarketRoom Market(BinanceVenue venue, bool isAlive) =>
        new(venue, isAlive, stream => !IsBook(stream) || stream.EndsWith("@trade", StringComparison.Ordinal));

    /// <summary>The paths of old: connections live, and nothing is heard.</summary>
    public static MarketRoom Silent(BinanceVenue venue) => new(venue, isAlive: true, _ => false);

    /// <inheritdoc/>
    public void Add(string stream, Outbox outbox)
    {
        if (_isHere(stream) && _hub.Has(stream))
        {
            _hub.Add([stream], outbox);
        }
    }

    /// <inheritdoc/>
    public void Remove(string stream, Outbox outbox) => _hub.Remove([stream], outbox);

    /// <inheritdoc/>
    public string NameOf(string topic) => topic;

    /// <inheritdoc/>
    public Task WatchAsync(Outbox outbox, CancellationToken cancellation) => _drive(cancellation);

    private static bool IsBook(string stream) =>
        stream.EndsWith("bookTicker", StringComparison.Ordinal)
        || stream.EndsWith("@trade", StringComparison.Ordinal)
        || stream.Contains("@depth", StringComparison.Ordinal);
}

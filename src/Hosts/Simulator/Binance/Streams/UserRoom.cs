using System.Text.Json.Nodes;
using WhaleStack.Domain.Matching;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Binance.Streams;

/// <summary>The streams of <c>/private</c>: what happens to the account of a listen key.</summary>
public sealed class UserRoom : IStreamRoom
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private readonly BinanceVenue _venue;
    private readonly IReadOnlyList<string> _events;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, AccountId> _keys = new(StringComparer.Ordinal);

    /// <summary>Makes it.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="events">Which events are wanted; empty for all.</param>
    public UserRoom(BinanceVenue venue, IReadOnlyList<string> events)
    {
        _venue = venue;
        _events = events.Count > 0 ? events : UserEvents.Names;
    }

    /// <inheritdoc/>
    public void Add(string stream, Outbox outbox)
    {
        if (_venue.ListenKeys.Find(stream, _venue.Now) is { } found)
        {
            lock (_gate)
            {
                _keys[stream] = found.Account;
            }

            _venue.Parts.Users.Add(found.Account, _events, outbox);
        }
    }

    /// <inheritdoc/>
    public void Remove(string stream, Outbox outbox)
    {
        AccountId account;
        lock (_gate)
        {
            if (!_keys.Remove(stream, out account))
            {
                return;
            }
        }

        _venue.Parts.Users.Remove(account, outbox);
    }

    /// <inheritdoc/>
    public string NameOf(string topic)
    {
        lock (_gate)
        {
            return _keys.Keys.FirstOrDefault() ?? topic;
        }
    }

    // Ends what a key brought when the key has ended, and says so.
    /// <inheritdoc/>
    public async Task WatchAsync(Outbox outbox, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(WatchInterval, _venue.Clock, cancellation).ConfigureAwait(false);
            List<string> keys;
            lock (_gate)
            {
                keys = [.. _keys.Keys];
            }

            foreach (var key in keys.Where(key => _venue.ListenKeys.Find(key, _venue.Now) is null))
            {
                outbox.Post("listenKeyExpired", MarketChannels.Bytes(new JsonObject
                {
                    ["e"] = "listenKeyExpired", ["E"] = _venue.Now.ToUnixTimeMilliseconds(), ["listenKey"] = key,
                }));
                Remove(key, outbox);
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Feeds;

/// <summary>
/// Open interest of the past, of the instruments whose venues have it. An instrument that is refused goes on without,
/// and the refusal is kept until somebody takes it. Thread-safe.
/// </summary>
public sealed class PastOpenInterest
{
    private readonly ImmutableDictionary<string, IMarketStatistics> _venues;
    private readonly ConcurrentDictionary<InstrumentId, string> _refused = new();

    /// <summary>Makes one.</summary>
    /// <param name="venues">Whom to ask, by the venue's name as instruments carry it.</param>
    public PastOpenInterest(ImmutableDictionary<string, IMarketStatistics> venues) => _venues = venues;

    /// <summary>Whether there is somebody to ask for it.</summary>
    public bool IsAskedFor(InstrumentId coin) => _venues.ContainsKey(coin.Venue);

    /// <summary>Takes the refusals that were not taken before, by instrument.</summary>
    public ImmutableSortedDictionary<InstrumentId, string> TakeRefusals()
    {
        if (_refused.IsEmpty)
        {
            return ImmutableSortedDictionary<InstrumentId, string>.Empty;
        }

        var taken = ImmutableSortedDictionary.CreateBuilder<InstrumentId, string>();
        foreach (var coin in _refused.Keys)
        {
            if (_refused.TryRemove(coin, out var reason))
            {
                taken[coin] = reason;
            }
        }

        return taken.ToImmutable();
    }

    /// <summary>What the venue has of a span, oldest first, times rising; ends where the venue refuses.</summary>
    public async IAsyncEnumerable<OpenInterest> ReadAsync(
        InstrumentId coin,
        TimeSpan interval,
        DateTimeOffset from,
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Open(coin, interval, from, until, cancellation) is not { } rows)
        {
            yield break;
        }

        await using (rows.ConfigureAwait(false))
        {
            var last = DateTimeOffset.MinValue;
            while (await NextAsync(coin, rows).ConfigureAwait(false))
            {
                if (rows.Current.Time > last)
                {
                    last = rows.Current.Time;
                    yield return rows.Current;
                }
            }
        }
    }

    private IAsyncEnumerator<OpenInterest>? Open(
        InstrumentId coin,
        TimeSpan interval,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken cancellation)
    {
        try
        {
            return _venues[coin.Venue].GetOpenInterestAsync(coin, interval, from, until, cancellation)
                .GetAsyncEnumerator(cancellation);
        }
        catch (ArgumentException unknown)
        {
            _refused[coin] = unknown.Message; // An interval or instrument that the venue has no open interest of.
            return null;
        }
    }

    private async Task<bool> NextAsync(InstrumentId coin, IAsyncEnumerator<OpenInterest> rows)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (VenueException refused)
        {
            _refused[coin] = refused.Message;
            return false;
        }
    }
}

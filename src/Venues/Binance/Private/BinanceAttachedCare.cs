using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// Takes back stops and targets that came with an entry and have none any more: it was never placed, was not filled, or
/// its position is closed. Run by the account's channel, before it is live and when news ask for it.
/// </summary>
internal sealed class BinanceAttachedCare
{
    private readonly BinanceSignedClient _client;
    private readonly BinanceQueries _queries;
    private readonly BinanceAttachedBook _book;
    private readonly TimeSpan _settling;

    public BinanceAttachedCare(
        BinanceSignedClient client, BinanceQueries queries, BinanceAttachedBook book, TimeSpan settling)
    {
        _client = client;
        _queries = queries;
        _book = book;
        _settling = settling;
    }

    /// <summary>Whether anything wants a look.</summary>
    public bool IsDue => _book.IsDue;

    /// <summary>Takes note of what may leave a stop or target without its entry.</summary>
    public void Hear(IEnumerable<AccountNews> news)
    {
        foreach (var item in news)
        {
            _book.Hear(item);
        }
    }

    /// <summary>Looks at the whole account: what an earlier run left behind is found too.</summary>
    public async Task TidyAllAsync(CancellationToken cancellation)
    {
        if (await GuardsAsync(null, cancellation).ConfigureAwait(false) is not { } guards)
        {
            return; // The next opening tries again.
        }

        foreach (var guard in guards)
        {
            _book.Found(guard);
        }

        foreach (var coin in guards.Select(guard => guard.Coin).Union(_book.TakeDue()).ToList())
        {
            await TidyAsync(coin, guards, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the instruments that want it.</summary>
    public async Task TidyAsync(CancellationToken cancellation)
    {
        foreach (var coin in _book.TakeDue())
        {
            if (await GuardsAsync(coin, cancellation).ConfigureAwait(false) is { } guards)
            {
                await TidyAsync(coin, guards, cancellation).ConfigureAwait(false);
            }
            else
            {
                _book.Again(coin);
            }
        }
    }

    private async Task TidyAsync(
        InstrumentId coin, ImmutableArray<OrderReport> guards, CancellationToken cancellation)
    {
        var entries = guards.Where(guard => guard.Coin == coin).GroupBy(guard => guard.ParentClientOrderId).ToList();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var verdict = await VerdictAsync(new OrderKey(coin, entry.Key), entry.First().Slot, cancellation)
                .ConfigureAwait(false);
            var gone = verdict == Verdict.TakeBack && await CancelAsync(entry, cancellation).ConfigureAwait(false);
            if (!gone)
            {
                kept.Add(entry.Key);
            }

            if (!gone && verdict != Verdict.Keep)
            {
                _book.Again(coin);
            }
        }

        _book.Keep(coin, kept);
    }

    private async Task<Verdict> VerdictAsync(OrderKey key, PositionSlot slot, CancellationToken cancellation)
    {
        if (_book.IsSettling(key.ClientOrderId))
        {
            return Verdict.LookAgain;
        }

        var found = await _queries.FindOrderAsync(key, cancellation).ConfigureAwait(false);
        if (found is not VenueResult<OrderReport?>.Granted granted || granted.Value is { IsEnded: false })
        {
            return Verdict.LookAgain;
        }

        if (granted.Value is not { FilledBase: > 0m } entry)
        {
            return Verdict.TakeBack;
        }

        var positions = await _queries.GetPositionsAsync(key.Coin, cancellation).ConfigureAwait(false);
        return positions is not VenueResult<ImmutableArray<PositionReport>>.Granted held ? Verdict.LookAgain
            : held.Value.Any(position => position.Slot == slot && position.SizeBase != 0m) ? Verdict.Keep
            : _book.ClosedAt(key.Coin, slot) >= entry.UpdatedAt ? Verdict.TakeBack

            // The position may not be told of yet.
            : _client.Clock.Now - entry.UpdatedAt > _settling ? Verdict.TakeBack : Verdict.LookAgain;
    }

    private async Task<bool> CancelAsync(IEnumerable<OrderReport> guards, CancellationToken cancellation)
    {
        var isGone = true;
        foreach (var guard in guards)
        {
            var key = new OrderKey(guard.Coin, "", guard.VenueOrderId);
            var result = await _client.SendAsync(
                BinanceEndpoint.CancelAlgo, BinanceBodies.AlgoKey(key).Parameters(), _ => 0, cancellation)
                .ConfigureAwait(false);
            isGone &= result.Failure is null or { Kind: VenueErrorKind.OrderNotFound };
        }

        return isGone;
    }

    // Null when the venue does not say.
    private async Task<ImmutableArray<OrderReport>?> GuardsAsync(InstrumentId? coin, CancellationToken cancellation)
    {
        var parameters = new BinanceParameters();
        var result = await _client.SendAsync(
            BinanceEndpoint.OpenAlgos,
            coin is { } one ? parameters.With("symbol", one.Symbol) : parameters,
            rows => rows.Rows(row => BinanceQueries.Order(row, _queries.Parents.Read))
                .OfType<OrderReport>()
                .Where(order => order is { Status: OrderStatus.Untriggered, ParentClientOrderId.Length: > 0 })
                .ToImmutableArray(),
            cancellation).ConfigureAwait(false);
        return result is VenueResult<ImmutableArray<OrderReport>>.Granted granted ? granted.Value : null;
    }

    private enum Verdict
    {
        Keep = 1,
        TakeBack = 2,
        LookAgain = 3,
    }
}

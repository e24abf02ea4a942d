using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// Entries that come with a stop and a target. The venue has no such order, so both are placed first, as orders that
/// close the position when they fire, and then the entry: there is no moment in which the position stands unprotected.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Their ids are the entry's with a sign behind it, which our own ids never have: what was sent before a crash, or
/// without an answer, is found again by it and never placed twice. What has no entry any more is taken back by
/// <see cref="BinanceAttachedCare"/>. Only entries that never rest: before one that rests is filled the price may reach
/// its target, which then fires at nothing.
/// </remarks>
internal sealed class BinanceAttached
{
    private const char StopSign = '.';
    private const char TargetSign = ':';

    private readonly BinanceSignedClient _client;
    private readonly BinanceQueries _queries;
    private readonly BinanceAttachedBook _book;

    public BinanceAttached(BinanceSignedClient client, BinanceQueries queries, BinanceAttachedBook book)
    {
        _client = client;
        _queries = queries;
        _book = book;
    }

    /// <summary>Whether a ticket asks for a stop or a target.</summary>
    public static bool IsWanted(OrderTicket ticket) =>
        ticket.Protection is not (null or { StopQuote: null, TargetQuote: null });

    /// <summary>Our id of the entry that an order was placed with; empty when it was placed by itself.</summary>
    public static string EntryOf(string clientOrderId) =>
        clientOrderId.Length > 1 && clientOrderId[^1] is StopSign or TargetSign ? clientOrderId[..^1] : "";

    /// <summary>Places stop, target and entry; when one of the first two is refused the entry is not sent.</summary>
    /// <param name="ticket">The entry.</param>
    /// <param name="send">Sends it without stop and target.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<VenueResult<OrderReceipt>> PlaceAsync(
        OrderTicket ticket, Func<Task<VenueResult<OrderReceipt>>> send, CancellationToken cancellation)
    {
        if (Unsupported(ticket) is { } why)
        {
            return Refused(VenueErrorKind.Unsupported, ticket, why);
        }

        if (!_book.TryBegin(ticket))
        {
            return Refused(
                VenueErrorKind.AccountLimit, ticket, $"{BinanceAttachedBook.EntriesMax} entries have stops already");
        }

        try
        {
            return await PlaceAllAsync(ticket, send, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _book.End(ticket.ClientOrderId);
        }
    }

    private async Task<VenueResult<OrderReceipt>> PlaceAllAsync(
        OrderTicket ticket, Func<Task<VenueResult<OrderReceipt>>> send, CancellationToken cancellation)
    {
        var sent = new List<OrderTicket>();
        foreach (var guard in Guards(ticket))
        {
            if (await EnsureAsync(guard, sent, cancellation).ConfigureAwait(false) is { } error)
            {
                await TakeBackAsync(sent, cancellation).ConfigureAwait(false);
                return new VenueResult<OrderReceipt>.Refused(error with
                {
                    Message = $"{error.Message}: the entry '{ticket.ClientOrderId}' was not sent",
                });
            }
        }

        var entry = await send().ConfigureAwait(false);

        // A second attempt finds its entry placed: then stop and target are the ones that belong to it.
        if (entry is VenueResult<OrderReceipt>.Refused { Error.Kind: not VenueErrorKind.Duplicate })
        {
            await TakeBackAsync(sent, cancellation).ConfigureAwait(false);
        }

        return entry;
    }

    private static string? Unsupported(OrderTicket ticket) => ticket switch
    {
        { ReduceOnly: true } => "an order that only reduces takes no stop or target",
        { Trigger: not null } =>
            "takes no stop or target with an entry that waits for a trigger: set them on the position",
        { Kind: OrderKind.Limit, Life: OrderLife.UntilCancelled or OrderLife.PostOnly } =>
            "takes no stop or target with an entry that rests: set them on the position",
        { ClientOrderId.Length: >= BinanceOrderRules.ClientOrderIdCharsMax } =>
            $"an entry with a stop or target has an id below {BinanceOrderRules.ClientOrderIdCharsMax} characters",
        _ => null,
    };

    private static ImmutableArray<OrderTicket> Guards(OrderTicket ticket)
    {
        var wanted = ticket.Protection!;
        var side = ticket.Side.Opposite();
        return
        [
            .. wanted.StopQuote is { } stop ? [Guard(StopSign, stop, side == Side.Buy)] : (OrderTicket[])[],
            .. wanted.TargetQuote is { } target ? [Guard(TargetSign, target, side == Side.Sell)] : (OrderTicket[])[],
        ];

        OrderTicket Guard(char sign, decimal price, bool whenRising) => new(
            ticket.ClientOrderId + sign,
            ticket.Coin,
            side,
            OrderKind.Market,
            SizeBase: 0m,
            ReduceOnly: true,
            Slot: ticket.Slot,
            Trigger: new OrderTrigger(price, whenRising, wanted.Watches));
    }

    // Null when it waits at the venue; else why it may not.
    private async Task<VenueError?> EnsureAsync(
        OrderTicket guard, List<OrderTicket> all, CancellationToken cancellation)
    {
        var sent = await _client.SendAsync(
            BinanceEndpoint.PlaceAlgo, BinanceBodies.Algo(guard, guard.Trigger!).Parameters(), _ => 0, cancellation)
            .ConfigureAwait(false);
        if (sent is not VenueResult<int>.Refused)
        {
            all.Add(guard);
        }

        if (sent.Failure is not { } error || (sent is VenueResult<int>.Refused && error.IsTransient))
        {
            return sent.Failure;
        }

        // An earlier attempt may have placed it: then the venue refuses a second one, for whatever reason.
        var found = await _queries.FindOrderAsync(new OrderKey(guard.Coin, guard.ClientOrderId), cancellation)
            .ConfigureAwait(false);
        return found switch
        {
            VenueResult<OrderReport?>.Granted { Value: { Status: OrderStatus.Untriggered } waiting }
                when waiting.Trigger == guard.Trigger => null,
            VenueResult<OrderReport?>.Granted { Value: not null } => error with
            {
                Kind = VenueErrorKind.Duplicate,
                Message = $"{error.Message}: '{guard.ClientOrderId}' was used before",
            },
            _ => error,
        };
    }

    // What cannot be taken back now is found when the account's channel tidies up.
    private async Task TakeBackAsync(IEnumerable<OrderTicket> guards, CancellationToken cancellation)
    {
        foreach (var guard in guards)
        {
            var key = new OrderKey(guard.Coin, guard.ClientOrderId);
            await _client.SendAsync(
                BinanceEndpoint.CancelAlgo, BinanceBodies.AlgoKey(key).Parameters(), _ => 0, cancellation)
                .ConfigureAwait(false);
        }
    }

    private static VenueResult<OrderReceipt> Refused(VenueErrorKind kind, OrderTicket ticket, string why) =>
        new VenueResult<OrderReceipt>.Refused(new VenueError(kind, $"binance '{ticket.ClientOrderId}': {why}"));
}

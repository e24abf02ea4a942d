using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>Several orders in one request: each has an answer or a refusal of its own, in their order.</summary>
internal sealed class BinanceBatches
{
    private readonly BinanceSignedClient _client;

    public BinanceBatches(BinanceSignedClient client) => _client = client;

    /// <summary>Checks a batch as a whole.</summary>
    /// <exception cref="ArgumentException">There are none or too many.</exception>
    public static void Check<T>(IReadOnlyList<T> items, Func<T, InstrumentId> check)
    {
        ArgumentNullException.ThrowIfNull(items);
        var max = BinanceEnvironment.Mainnet.Capabilities.OrdersPerBatchMax;
        if (items.Count == 0 || items.Count > max)
        {
            throw new ArgumentException($"items are {items.Count}, must be 1 to {max}.", nameof(items));
        }

        foreach (var item in items)
        {
            check(item);
        }
    }

    /// <summary>Sends a batch.</summary>
    public async Task<ImmutableArray<VenueResult<OrderReceipt>>> SendAsync(
        BinanceEndpoint endpoint,
        ImmutableArray<IEnumerable<(string Name, string? Value)>> orders,
        ImmutableArray<string> names,
        CancellationToken cancellation)
    {
        var result = await _client.SendAsync(
            endpoint,
            BinanceBodies.Batch(orders),
            rows => Each($"{endpoint.Method} {endpoint.Path}", rows, names),
            cancellation,
            orders.Length).ConfigureAwait(false);
        return result switch
        {
            VenueResult<ImmutableArray<VenueResult<OrderReceipt>>>.Granted granted => granted.Value,
            VenueResult<ImmutableArray<VenueResult<OrderReceipt>>>.Refused refused =>
                [.. names.Select(_ => new VenueResult<OrderReceipt>.Refused(refused.Error))],
            VenueResult<ImmutableArray<VenueResult<OrderReceipt>>>.InDoubt doubtful =>
                [.. names.Select(_ => new VenueResult<OrderReceipt>.InDoubt(doubtful.Error))],
            _ => throw new InvalidOperationException($"'{result.GetType().Name}' is no result of a venue."),
        };
    }

    /// <summary>The receipt in an answer.</summary>
    public static OrderReceipt Receipt(VenueRow answer, string name)
    {
        var clientOrderId = answer["clientOrderId"u8].TextOrEmpty();
        return new OrderReceipt(clientOrderId.Length > 0 ? clientOrderId : name, answer["orderId"u8].Text());
    }

    // An order of which nothing is said is in doubt.
    private static ImmutableArray<VenueResult<OrderReceipt>> Each(
        string request, VenueValue rows, ImmutableArray<string> names)
    {
        var read = 0;
        var answers = rows.Rows(row => read < names.Length ? One(request, row, names[read++]) : null);
        return [.. names.Select((name, index) => index < answers.Length
            ? answers[index]!
            : new VenueResult<OrderReceipt>.InDoubt(new VenueError(
                VenueErrorKind.NoAnswer, $"binance {request}: nothing is said of '{name}'")))];
    }

    private static VenueResult<OrderReceipt> One(string request, VenueRow answer, string name)
    {
        if (BinanceRefusal.Of(answer) is not { } refusal)
        {
            return new VenueResult<OrderReceipt>.Granted(Receipt(answer, name));
        }

        var error = BinanceErrors.Refused($"{request} '{name}'", refusal.Code, refusal.Message);
        return BinanceErrors.LeavesDoubt(refusal.Code)
            ? new VenueResult<OrderReceipt>.InDoubt(error)
            : new VenueResult<OrderReceipt>.Refused(error);
    }
}

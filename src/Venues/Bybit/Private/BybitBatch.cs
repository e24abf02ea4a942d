using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>Several orders of one category that go in one request.</summary>
/// <param name="Category">Their category.</param>
/// <param name="Items">The orders.</param>
/// <param name="Keys">Their names, for messages and receipts.</param>
internal sealed record BybitBatch<T>(BybitCategory Category, ImmutableArray<T> Items, ImmutableArray<string> Keys)
{
    /// <summary>One result for each order: what is said of the batch is said of all.</summary>
    public ImmutableArray<VenueResult<OrderReceipt>> Spread(
        VenueResult<ImmutableArray<VenueResult<OrderReceipt>>> result) => result switch
        {
            VenueResult<ImmutableArray<VenueResult<OrderReceipt>>>.Granted granted => granted.Value,
            VenueResult<ImmutableArray<VenueResult<OrderReceipt>>>.Refused refused =>
                [.. Items.Select(_ => new VenueResult<OrderReceipt>.Refused(refused.Error))],
            VenueResult<ImmutableArray<VenueResult<OrderReceipt>>>.InDoubt doubtful =>
                [.. Items.Select(_ => new VenueResult<OrderReceipt>.InDoubt(doubtful.Error))],
            _ => throw new InvalidOperationException($"'{result.GetType().Name}' is no result of a venue."),
        };
}

/// <summary>Makes batches.</summary>
internal static class BybitBatch
{
    private const int LinearMax = 20;
    private const int SpotMax = 10;

    /// <summary>Checks each order and all of them together.</summary>
    /// <exception cref="ArgumentException">There are none or too many, they are of several categories, or one
    /// contradicts itself.</exception>
    public static BybitBatch<T> Of<T>(
        IReadOnlyList<T> items, Func<T, T> check, Func<T, InstrumentId> coin, Func<T, string> key)
    {
        ArgumentNullException.ThrowIfNull(items);
        var all = items.Select(check).ToImmutableArray();
        var categories = all.Select(item => BybitCategory.Of(coin(item))).Distinct().ToList();
        if (categories.Count != 1)
        {
            throw new ArgumentException(
                $"items are of {categories.Count} categories, must be of one.", nameof(items));
        }

        var max = categories[0] == BybitCategory.Spot ? SpotMax : LinearMax;
        return all.Length <= max
            ? new BybitBatch<T>(categories[0], all, [.. all.Select(key)])
            : throw new ArgumentException($"items are {all.Length}, must be at most {max}.", nameof(items));
    }
}

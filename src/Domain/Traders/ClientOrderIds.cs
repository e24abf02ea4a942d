using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WhaleStack.Domain.Traders;

/// <summary>Ids that the venue knows orders by.</summary>
public static class ClientOrderIds
{
    private const int HashCharacters = 32;

    /// <summary>
    /// The id of an order of a journalled decision: <c>ws-</c> and 128 bits of SHA-256 over the journal position and
    /// the index, 35 characters of [a-z0-9-]. A retry after a crash derives the same id; another journal another one.
    /// </summary>
    /// <exception cref="ArgumentException">The position has an empty part or a sequence number below 1, or the index is
    /// negative.</exception>
    public static string Derive(JournalPosition position, int index)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentException.ThrowIfNullOrEmpty(position.Incarnation, nameof(position));
        ArgumentException.ThrowIfNullOrEmpty(position.PersistenceId, nameof(position));
        ArgumentOutOfRangeException.ThrowIfLessThan(position.SequenceNr, 1, nameof(position));
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        // Each text goes in with its length, so that no two positions are the same bytes.
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{position.Incarnation.Length}:{position.Incarnation}|{position.PersistenceId.Length}:"
            + $"{position.PersistenceId}|{position.SequenceNr}|{index}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return "ws-" + Convert.ToHexStringLower(hash)[..HashCharacters];
    }
}

using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Json;

/// <summary>The instruments of a venue's symbols. What was asked last is kept, one symbol a slot.
/// Thread-safe.</summary>
internal sealed class SymbolTable
{
    private const int Slots = 1_024; // A power of two.

    private readonly Known?[] _recent = new Known?[Slots];
    private readonly string _venue;

    public SymbolTable(string venue) => _venue = venue;

    /// <summary>The instrument of a symbol; null for a text that is no symbol.</summary>
    public InstrumentId? Find(string symbol)
    {
        ref var slot = ref _recent[string.GetHashCode(symbol, StringComparison.Ordinal) & (Slots - 1)];
        if (slot is { } known && known.Coin.Symbol == symbol)
        {
            return known.Coin;
        }

        if (!InstrumentId.TryParse($"{_venue}:{symbol}", out var coin))
        {
            return null;
        }

        slot = new Known(coin);
        return coin;
    }

    private sealed record Known(InstrumentId Coin);
}

using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>What the data of every stream has, read in its plain form.</summary>
internal struct BinancePlainData
{
    private DateTimeOffset? _time;

    /// <summary>E, the venue's time of the frame.</summary>
    public readonly DateTimeOffset Time => _time.GetValueOrDefault();

    /// <summary>Whether there was a time.</summary>
    public readonly bool HasTime => _time is not null;

    /// <summary>
    /// Reads E or a name that is not one letter, or steps over it; false in another form, and for what only the general
    /// reader knows: the other family of futures, and the names of the REST snapshot.
    /// </summary>
    public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name) => name.Length switch
    {
        1 when name[0] == 'E' => json.TryTime(out _time),
        2 when name.SequenceEqual("st"u8) => json.TryLong(out var family) && family == 1,
        1 or 2 => json.TrySkip(),
        _ => false,
    };

    /// <summary>Reads a symbol that must be the stream's.</summary>
    public static bool TrySymbol(scoped ref PlainJson json, BinanceTopic topic) =>
        json.TryText(out var symbol) && symbol.SequenceEqual(topic.SymbolUtf8.Span);
}

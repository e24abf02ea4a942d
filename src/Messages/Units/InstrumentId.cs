using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Messages.Units;

/// <summary>
/// One tradable thing at one venue, written <c>venue:SYMBOL</c>, such as <c>bybit:BTCUSDT</c> (the linear perpetual) or
/// <c>bybit-spot:BTCUSDT</c>. Ordered by that text, ordinally: the order in which a replay breaks ties of time.
/// </summary>
[JsonConverter(typeof(InstrumentIdJsonConverter))]
public readonly record struct InstrumentId : IComparable<InstrumentId>
{
    private const int LengthMax = 64;
    private readonly string? _venue;
    private readonly string? _symbol;

    /// <summary>Makes an id from its parts.</summary>
    /// <param name="venue">Lower-case letters, digits and dashes, such as <c>bybit</c>.</param>
    /// <param name="symbol">The venue's symbol: letters, digits, dash, underscore or dot, such as
    /// <c>BTCUSDT</c>.</param>
    /// <exception cref="ArgumentException">A part is empty, too long or holds another character.</exception>
    public InstrumentId(string venue, string symbol)
    {
        if (!IsVenue(venue))
        {
            throw new ArgumentException($"venue '{venue}' must be lower-case letters, digits and dashes.",
                nameof(venue));
        }

        if (!IsSymbol(symbol))
        {
            throw new ArgumentException(
                $"symbol '{symbol}' must be 1 to {LengthMax} letters, digits, '-', '_' or '.'.", nameof(symbol));
        }

        _venue = venue;
        _symbol = symbol;
    }

    /// <summary>The venue and market, such as <c>bybit</c> or <c>bybit-spot</c>.</summary>
    public string Venue => _venue ?? "none";

    /// <summary>The symbol as the venue writes it.</summary>
    public string Symbol => _symbol ?? "none";

    /// <summary>Reads <c>venue:SYMBOL</c>.</summary>
    /// <exception cref="FormatException">The text is no instrument id.</exception>
    public static InstrumentId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"instrument '{text}' is not of the form venue:SYMBOL, such as bybit:BTCUSDT.");

    /// <summary>Reads <c>venue:SYMBOL</c>; false when the text is no instrument id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out InstrumentId id)
    {
        id = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || !IsVenue(text![..colon]) || !IsSymbol(text[(colon + 1)..]))
        {
            return false;
        }

        id = new InstrumentId(text[..colon], text[(colon + 1)..]);
        return true;
    }

    /// <summary>Ordinal order.</summary>
    public static bool operator <(InstrumentId left, InstrumentId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(InstrumentId left, InstrumentId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(InstrumentId left, InstrumentId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(InstrumentId left, InstrumentId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(InstrumentId other)
    {
        var byVenue = string.CompareOrdinal(Venue, other.Venue);
        return byVenue != 0 ? byVenue : string.CompareOrdinal(Symbol, other.Symbol);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Venue}:{Symbol}";

    private static bool IsVenue(string? text) =>
        text is { Length: > 0 and <= LengthMax }
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsSymbol(string? text) =>
        text is { Length: > 0 and <= LengthMax }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}

using System.Text;

namespace WhaleStack.Venues.Json;

/// <summary>
/// Texts that come again and again, such as symbols and the words of a venue: made into a string once. What was seen
/// last is kept, one text a slot; a new one takes the place of the old. Thread-safe.
/// </summary>
internal static class RepeatedTexts
{
    /// <summary>Longest text that is kept, in bytes.</summary>
    public const int LengthMax = 48;

    private const int Slots = 2_048; // A power of two.

    private static readonly string?[] Recent = new string?[Slots];

    /// <summary>The text; the same string as before where it was seen lately.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are no UTF-8.</exception>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LengthMax)
        {
            return StrictUtf8.GetString(utf8);
        }

        ref var slot = ref Recent[SlotOf(utf8)];
        if (slot is { } known && Ascii.Equals(utf8, known))
        {
            return known;
        }

        return slot = StrictUtf8.GetString(utf8);
    }

    /// <summary>UTF-8 that refuses what is none.</summary>
    public static UTF8Encoding StrictUtf8 { get; } = new(false, throwOnInvalidBytes: true);

    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        foreach (var one in utf8)
        {
            hash = (hash * 31) + one;
        }

        return (int)((hash ^ (hash >> 11)) & (Slots - 1));
    }
}

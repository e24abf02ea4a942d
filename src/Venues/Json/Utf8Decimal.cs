namespace WhaleStack.Venues.Json;

/// <summary>Reads the plain decimals that venues write, such as <c>65114.20</c>, straight from UTF-8.</summary>
internal static class Utf8Decimal
{
    /// <summary>Most digits that are read here: as many as always fit 64 bits.</summary>
    public const int DigitsMax = 18;

    /// <summary>
    /// Reads digits, with a minus in front and a fraction behind if there are; the value, its scale included, is the
    /// one of <see cref="decimal.Parse(string)"/>. False for every other form (a plus, an exponent, no digit on a side
    /// of the point, minus zero) and for more than <see cref="DigitsMax"/> digits: those are the general reader's.
    /// </summary>
    /// <param name="text">Bytes that begin with the number; what follows it is left alone.</param>
    /// <param name="value">The number.</param>
    /// <param name="length">Bytes of the number.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out decimal value, out int length)
    {
        var at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var first = at;
        var mantissa = 0UL;
        at = ReadDigits(text, at, ref mantissa);
        var digits = at - first;
        var scale = 0;
        if (digits > 0 && (uint)at < (uint)text.Length && text[at] == '.')
        {
            var point = at;
            at = ReadDigits(text, at + 1, ref mantissa);
            scale = at - point - 1;
            digits = scale == 0 ? 0 : digits + scale;
        }

        length = at;
        var isNegative = first == 1;
        if (digits is 0 or > DigitsMax || (isNegative && mantissa == 0))
        {
            value = 0m;
            return false;
        }

        value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, isNegative, (byte)scale);
        return true;
    }

    // Wraps beyond DigitsMax, where the caller gives up.
    private static int ReadDigits(ReadOnlySpan<byte> text, int at, ref ulong mantissa)
    {
        var sum = mantissa;
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') is <= 9 and var digit)
        {
            sum = (sum * 10) + digit;
            at++;
        }

        mantissa = sum;
        return at;
    }
}

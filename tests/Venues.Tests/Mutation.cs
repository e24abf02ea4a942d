using System.Text;

namespace WhaleStack.Venues.Tests;

/// <summary>Makes frames that a venue would not send out of those that it did.</summary>
internal static class Mutation
{
    private static readonly string[] Numbers =
    [
        "", "-", "+", ".", "-0", "+1", "1e5", "1E-5", "1e-40", "1e400", "1.", ".5", "007", "0x10", "1,5", " 1", "1 ",
        "NaN", "Infinity", "--1", "1.2.3", "79228162514264337593543950335", "79228162514264337593543950336",
        "0.00000000000000000000000000012345", "123456789012345678901", "12345678901234567.123456789012345",
        "999999999999999999", "9999999999999999999", "-1", "0", "0.0", "null", "\\u0031", "\u0661",
    ];

    private static readonly string[] Junk =
    [
        "{}", "[]", "[[[[[[]]]]]]", "{\"a\":{\"b\":[1,{}]}}", "null", "true", "1e999", "-1", "\"\\ud83d\\ude00\"",
        "\"\"", "\"ts\":1", "{\"topic\":\"tickers.BTCUSDT\"}", "18446744073709551616", "0001", "\"\u00e9\"", "\t",
        "[[\"1\",\"2\"]]",
    ];

    /// <summary>A copy with one to three changes.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        byte[] frame = [.. original];
        for (var changes = random.Next(1, 4); changes > 0 && frame.Length > 1; changes--)
        {
            // Nearer the beginning, where the structure is.
            var at = Math.Min(random.Next(frame.Length), random.Next(frame.Length));
            frame = Change(frame, at, random);
        }

        return frame;
    }

    /// <summary>A copy whose n-th text that is a number has another text; false when it has no such.</summary>
    public static bool TrySwapNumber(byte[] frame, int number, string text, out byte[] swapped)
    {
        swapped = frame;
        foreach (var (start, end) in NumberTexts(frame))
        {
            if (number-- == 0)
            {
                swapped = [.. frame[..start], .. Encoding.UTF8.GetBytes(text), .. frame[end..]];
                return true;
            }
        }

        return false;
    }

    /// <summary>A text that is a number, or nearly one.</summary>
    public static string AnyNumber(Random random) => random.Next(3) switch
    {
        0 => Numbers[random.Next(Numbers.Length)],
        1 => new string([.. Enumerable.Range(0, random.Next(1, 34)).Select(_ => "0123456789.e-+"[random.Next(14)])]),
        _ => $"{random.NextInt64(1_000_000_000)}.{random.NextInt64(long.MaxValue)}"[..random.Next(1, 20)],
    };

    private static byte[] Change(byte[] frame, int at, Random random)
    {
        var to = Math.Min(frame.Length, at + random.Next(1, 40));
        switch (random.Next(9))
        {
            case 0: frame[at] ^= (byte)(1 << random.Next(8)); return frame;
            case 1: return [.. frame[..at], .. frame[(at + 1)..]];
            case 2: return frame[..at];
            case 3: frame[at] = "\"{}[],:\\0-.etn"u8[random.Next(14)]; return frame;
            case 4: return [.. frame[..at], .. frame[at..to], .. frame[at..]];
            case 5: return TwiceAField(frame, at);
            case 6: return [.. frame[..at], .. Encoding.UTF8.GetBytes(Junk[random.Next(Junk.Length)]), .. frame[at..]];
            case 7: return Replaced(frame, Junk[random.Next(Junk.Length)], random);
            default:
                TrySwapNumber(frame, random.Next(12), AnyNumber(random), out var swapped);
                return swapped;
        }
    }

    // From one comma to the next, twice: often a whole field.
    private static byte[] TwiceAField(byte[] frame, int at)
    {
        var start = frame.AsSpan(at).IndexOf((byte)',') + at;
        var length = start < at ? -1 : frame.AsSpan(start + 1).IndexOf((byte)',');
        return length < 0 ? frame : [.. frame[..(start + 1 + length)], .. frame[start..]];
    }

    private static byte[] Replaced(byte[] frame, string junk, Random random)
    {
        var colons = Enumerable.Range(0, frame.Length).Where(i => frame[i] == ':').ToList();
        if (colons.Count == 0)
        {
            return frame;
        }

        var start = colons[random.Next(colons.Count)] + 1;
        var length = frame.AsSpan(start).IndexOfAny((byte)',', (byte)'}');
        return length < 0 ? frame : [.. frame[..start], .. Encoding.UTF8.GetBytes(junk), .. frame[(start + length)..]];
    }

    private static IEnumerable<(int Start, int End)> NumberTexts(byte[] frame)
    {
        for (var i = 0; i + 1 < frame.Length; i++)
        {
            if (frame[i] != '"' || !char.IsAsciiDigit((char)frame[i + 1]))
            {
                continue;
            }

            var end = Array.FindIndex(frame, i + 1, c => !char.IsAsciiDigit((char)c) && c != '.');
            if (end > 0 && frame[end] == '"')
            {
                yield return (i + 1, end);
            }
        }
    }
}

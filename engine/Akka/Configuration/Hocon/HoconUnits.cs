using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Numbers with a unit behind them: durations and sizes.</summary>
internal static class HoconUnits
{
    private const double TicksPerNanosecond = TimeSpan.TicksPerMillisecond / 1e6;
    private const double TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1e3;

    private static readonly string[] SizePrefixes =
        ["kilo", "mega", "giga", "tera", "peta", "exa", "kibi", "mebi", "gibi", "tebi", "pebi", "exbi"];

    public static TimeSpan ParseTimeSpan(string text, bool allowInfinite)
    {
        if (allowInfinite && text.Trim() is "infinite")
        {
            return Timeout.InfiniteTimeSpan;
        }

        var (number, unit) = Split(text, "duration");
        var ticksEach = TicksOf(unit)
            ?? throw new FormatException($"Unknown unit of time '{unit}' in the duration '{text}'.");
        return TimeSpan.FromTicks((long)Math.Round(number * ticksEach));
    }

    public static long ParseByteSize(string text)
    {
        var (number, unit) = Split(text, "size");
        var bytesEach = BytesOf(unit) ?? throw new FormatException($"Unknown unit of size '{unit}' in '{text}'.");
        return checked((long)(number * bytesEach));
    }

    private static (double Number, string Unit) Split(string text, string what)
    {
        var trimmed = text.Trim();
        var unitAt = trimmed.Length;
        while (unitAt > 0 && char.IsAsciiLetter(trimmed[unitAt - 1]))
        {
            unitAt--;
        }

        var digits = trimmed[..unitAt].TrimEnd();
        if (!double.TryParse(digits, NumberStyles.Float, NumberFormatInfo.InvariantInfo, out var number))
        {
            throw new FormatException($"Cannot read '{text}' as a {what}: a number with a unit was expected.");
        }

        if (number < 0)
        {
            throw new FormatException($"Expected a positive {what} instead of '{text}'.");
        }

        return (number, trimmed[unitAt..]);
    }

    private static double? TicksOf(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => TicksPerNanosecond,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => TicksPerMicrosecond,
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => null,
    };

    private static double? BytesOf(string unit)
    {
        if (unit is "" or "B" or "b" or "byte" or "bytes")
        {
            return 1;
        }

        var name = unit.EndsWith("bytes", StringComparison.Ordinal) ? unit[..^5]
            : unit.EndsWith("byte", StringComparison.Ordinal) ? unit[..^4]
            : string.Empty;
        var index = Array.IndexOf(SizePrefixes, name);
        if (index >= 0)
        {
            return Math.Pow(index < 6 ? 1000 : 1024, (index % 6) + 1);
        }

        var power = "KMGTPE".IndexOf(char.ToUpperInvariant(unit[0])) + 1;
        return power == 0 ? null : unit[1..] switch
        {
            "" or "i" or "iB" => Math.Pow(1024, power),
            "B" => Math.Pow(1000, power),
            _ => null,
        };
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using WhaleStack.Messages.Units;

namespace WhaleStack.Storage.Configuration;

/// <summary>Reads single values: what each type looks like in YAML, and how to say so when it does not.</summary>
internal static partial class YamlScalars
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    private const NumberStyles Floating = Decimal | NumberStyles.AllowExponent;

    /// <summary>What a value of the type looks like; null when the type is no single value.</summary>
    public static string? Expectation(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(decimal) || type == typeof(double) ? "a number such as 0.01"
        : type == typeof(TimeSpan) ? "a duration such as 500ms, 20s, 15m, 48h or 3d"
        : type == typeof(DateTimeOffset) ? "a time in UTC such as 2026-03-05T01:00:00Z"
        : type == typeof(InstrumentId) ? "an instrument such as bybit:BTCUSDT"
        : type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type).Select(YamlNames.SnakeCase))
        : null;

    /// <summary>Reads a value; false when the text is none of the type.</summary>
    public static bool TryRead(string text, Type type, out object? value)
    {
        var invariant = CultureInfo.InvariantCulture;
        value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => text switch { "true" => true, "false" => false, _ => null },
            _ when type == typeof(int) => int.TryParse(text, Whole, invariant, out var i) ? i : null,
            _ when type == typeof(long) => long.TryParse(text, Whole, invariant, out var l) ? l : null,
            _ when type == typeof(decimal) => decimal.TryParse(text, Decimal, invariant, out var m) ? m : null,
            _ when type == typeof(double) =>
                double.TryParse(text, Floating, invariant, out var d) && double.IsFinite(d) ? d : null,
            _ when type == typeof(TimeSpan) => Duration(text),
            _ when type == typeof(DateTimeOffset) => Time(text),
            _ when type == typeof(InstrumentId) => InstrumentId.TryParse(text, out var id) ? id : null,
            _ when type.IsEnum => EnumValue(text, type),
            _ => throw new NotSupportedException($"Option records cannot hold a {type}."),
        };
        return value is not null;
    }

    private static object? EnumValue(string text, Type type) => Enum.GetNames(type)
        .Where(name => name == text || YamlNames.SnakeCase(name) == text)
        .Select(name => Enum.Parse(type, name))
        .FirstOrDefault();

    private static DateTimeOffset? Time(string text) =>
        text.EndsWith('Z') && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static TimeSpan? Duration(string text)
    {
        var match = DurationPattern().Match(text);
        if (!match.Success || !decimal.TryParse(
            match.Groups[1].ValueSpan, Decimal, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var ticksOfUnit = match.Groups[2].Value switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => TimeSpan.TicksPerDay,
        };
        return count * ticksOfUnit <= TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)(count * ticksOfUnit)) : null;
    }

    [GeneratedRegex(@"^([0-9]{1,9}(?:\.[0-9]{1,6})?)(ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern();
}

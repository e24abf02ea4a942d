using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>Collects what is wrong with options, so that a person sees every mistake at once.</summary>
public sealed class Mistakes
{
    private readonly ImmutableArray<string>.Builder _found = ImmutableArray.CreateBuilder<string>();

    /// <summary>The mistakes found so far.</summary>
    public ImmutableArray<string> Found => _found.ToImmutable();

    /// <summary>The value must lie in [min, max]; a value that is no number never does.</summary>
    public Mistakes Within<T>(string key, T value, T min, T max)
        where T : INumber<T> =>
        Unless(value >= min && value <= max, key, Text(value), $"from {Text(min)} to {Text(max)}");

    /// <summary>The value must lie in (min, max].</summary>
    public Mistakes Above<T>(string key, T value, T min, T max)
        where T : INumber<T> =>
        Unless(value > min && value <= max, key, Text(value), $"above {Text(min)}, at most {Text(max)}");

    /// <summary>The duration must lie in [min, max].</summary>
    public Mistakes Within(string key, TimeSpan value, TimeSpan min, TimeSpan max) =>
        Unless(value >= min && value <= max, key, $"{value}", $"from {min} to {max}");

    /// <summary>The text must be a name: 1 to 64 lower-case letters, digits, '_' or '-'.</summary>
    public Mistakes Name(string key, string? value) =>
        Unless(
            value is { Length: > 0 and <= 64 } && value.All(IsNameCharacter),
            key,
            $"'{value}'",
            "1 to 64 lower-case letters, digits, '_' or '-'");

    /// <summary>Anything else that must hold.</summary>
    public Mistakes Unless(bool holds, string key, string value, string expected)
    {
        if (!holds)
        {
            _found.Add($"{key} is {value}; expected {expected}.");
        }

        return this;
    }

    /// <summary>The mistakes of a nested group, under its key.</summary>
    public Mistakes Nested(string key, IValidatedOptions? options)
    {
        if (options is null)
        {
            return Unless(holds: false, key, "missing", "a group of keys");
        }

        _found.AddRange(options.Validate().Select(mistake => $"{key}.{mistake}"));
        return this;
    }

    private static bool IsNameCharacter(char c) =>
        char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-';

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(format: null, CultureInfo.InvariantCulture);
}

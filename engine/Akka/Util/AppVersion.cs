using System.Globalization;

namespace Akka.Util;

/// <summary>
/// A version of the application that sorts as people expect: <c>1.2</c> before <c>1.10</c>, <c>1.2-RC1</c> before
/// <c>1.2</c>.
/// </summary>
public class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    private readonly int[] _numbers;
    private readonly string _rest;

    private AppVersion(string version, int[] numbers, string rest)
    {
        Version = version;
        _numbers = numbers;
        _rest = rest;
    }

    /// <summary>The version before all others.</summary>
    public static AppVersion Zero { get; } = Create("0.0.0");

    /// <summary>The version as written.</summary>
    public string Version { get; }

    /// <summary>Reads a version: up to four numbers, and perhaps a suffix after a minus or plus sign.</summary>
    public static AppVersion Create(string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        var trimmed = version.Trim();
        var restAt = trimmed.IndexOfAny(['-', '+']);
        var numbersPart = restAt < 0 ? trimmed : trimmed[..restAt];
        var numbers = numbersPart.Split('.');
        if (numbers.Length > 4 || !numbers.All(number => int.TryParse(number, NumberStyles.None, null, out _)))
        {
            throw new ArgumentException($"[{version}] is not a version such as 1.2.3 or 1.2-RC1.", nameof(version));
        }

        var parsed = numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new AppVersion(trimmed, parsed, restAt < 0 ? string.Empty : trimmed[(restAt + 1)..]);
    }

    /// <inheritdoc/>
    public int CompareTo(AppVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < Math.Max(_numbers.Length, other._numbers.Length); i++)
        {
            var difference = _numbers.ElementAtOrDefault(i).CompareTo(other._numbers.ElementAtOrDefault(i));
            if (difference != 0)
            {
                return difference;
            }
        }

        var withoutRest = (_rest.Length == 0).CompareTo(other._rest.Length == 0);
        return withoutRest != 0 ? withoutRest : string.CompareOrdinal(_rest, other._rest);
    }

    /// <inheritdoc/>
    public bool Equals(AppVersion? other) => other is not null && Version == other.Version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AppVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Version);

    /// <inheritdoc/>
    public override string ToString() => Version;
}

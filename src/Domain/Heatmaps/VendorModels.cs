using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Domain.Heatmaps;

/// <summary>Names of the vendors' heatmap models, as people and configuration say them.</summary>
public static class VendorModels
{
    /// <summary>Models that the vendor has, numbered from 1.</summary>
    public const int Count = 3;

    private const string Prefix = "coinglass";

    /// <summary>All of them: <c>coinglass1</c>, <c>coinglass2</c>, <c>coinglass3</c>.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enumerable.Range(1, Count).Select(NameOf)];

    /// <summary>The name of a model.</summary>
    /// <param name="number">From 1 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public static string NameOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        return Prefix + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The number of a name; null when it is none of them.</summary>
    public static int? NumberOf(string name) => Names.IndexOf(name) is var index and >= 0 ? index + 1 : null;
}

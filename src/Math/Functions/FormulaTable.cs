using System.Collections.Immutable;

namespace WhaleStack.Quant.Functions;

/// <summary>What a formula is called, takes and does.</summary>
/// <param name="Name">Lower-case words joined by '_'.</param>
/// <param name="Parameters">Names of the numbers it takes.</param>
/// <param name="Make">Makes one.</param>
public sealed record FormulaEntry(
    string Name, ImmutableArray<string> Parameters, Func<FormulaParameters, IFormula> Make);

/// <summary>All formulas by name. A plain table: nothing is searched for at run time, so nothing can be trimmed
/// away.</summary>
public static class FormulaTable
{
    /// <summary>The formulas, by name. One line each.</summary>
    public static ImmutableSortedDictionary<string, FormulaEntry> All { get; } = ImmutableArray.Create(
        new FormulaEntry("range_position", ["period"], static given => new RangePosition(given)))
        .ToImmutableSortedDictionary(static entry => entry.Name, static entry => entry, StringComparer.Ordinal);

    /// <summary>Makes a formula.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or a parameter is unknown or out of
    /// range.</exception>
    public static IFormula Make(string name, FormulaParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!All.TryGetValue(name, out var entry))
        {
            throw new ArgumentException($"There is no formula '{name}'; there are: {string.Join(", ", All.Keys)}.");
        }

        parameters.RefuseOthers(name, entry.Parameters);
        return entry.Make(parameters);
    }
}

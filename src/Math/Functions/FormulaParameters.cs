using System.Collections.Immutable;

namespace WhaleStack.Quant.Functions;

/// <summary>The numbers a formula is made with, by name, as they stand in a file.</summary>
public sealed class FormulaParameters
{
    private readonly ImmutableSortedDictionary<string, double> _given;

    /// <summary>Takes numbers; what a formula does not ask for is refused when it is made.</summary>
    public FormulaParameters(IReadOnlyDictionary<string, double> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        _given = given.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>No numbers: all formulas have usual ones.</summary>
    public static FormulaParameters None { get; } = new(ImmutableSortedDictionary<string, double>.Empty);

    /// <summary>A whole number in [min, max]; the usual one when it is not given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not whole or out of range.</exception>
    public int Whole(string name, int usual, int min, int max)
    {
        var value = _given.GetValueOrDefault(name, usual);
        if (!(value >= min && value <= max && value == Math.Floor(value)))
        {
            Argument.Refuse(name, value, $"Must be a whole number from {min} to {max}.");
        }

        return (int)value;
    }

    /// <summary>A number in [min, max]; the usual one when it is not given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public double Number(string name, double usual, double min, double max)
    {
        var value = _given.GetValueOrDefault(name, usual);
        Argument.Within(value, min, max, name);
        return value;
    }

    internal void RefuseOthers(string formula, ImmutableArray<string> known)
    {
        foreach (var name in _given.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            throw new ArgumentException($"{formula} has no parameter {name}; it has: {string.Join(", ", known)}.");
        }
    }
}

using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>Refuses bad arguments, naming the argument and its value.</summary>
internal static class Argument
{
    /// <summary>The value must be a finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!double.IsFinite(value))
        {
            Refuse(name, value, "Must be finite.");
        }
    }

    /// <summary>All values must be finite numbers.</summary>
    public static void Finite(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                Refuse($"{name}[{i}]", values[i], "Must be finite.");
            }
        }
    }

    /// <summary>The value must be finite and above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0.0 && value <= double.MaxValue))
        {
            Refuse(name, value, "Must be finite and above 0.");
        }
    }

    /// <summary>The value must be finite and not below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0.0 && value <= double.MaxValue))
        {
            Refuse(name, value, "Must be finite and at least 0.");
        }
    }

    /// <summary>The value must lie in [min, max].</summary>
    public static void Within(
        double value, double min, double max, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= min && value <= max))
        {
            Refuse(name, value, FormattableString.Invariant($"Must lie in [{min}, {max}]."));
        }
    }

    /// <summary>The value must lie in (min, max), both ends excluded.</summary>
    public static void Between(
        double value, double min, double max, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > min && value < max))
        {
            Refuse(name, value, FormattableString.Invariant($"Must lie between {min} and {max}."));
        }
    }

    /// <summary>The count must lie in [min, max].</summary>
    public static void Count(int value, int min, int max, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < min || value > max)
        {
            Refuse(name, value, $"Must lie in [{min}, {max}].");
        }
    }

    /// <summary>Two series must have the same length.</summary>
    public static void SameLength(
        int length, int expected, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        if (length != expected)
        {
            Refuse(name, length, $"Must be {expected}, as the other series has.");
        }
    }

    /// <summary>Throws.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Refuse<T>(string name, T value, string expected) =>
        throw new ArgumentOutOfRangeException(name, value, expected);
}

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>Refuses bad arguments, naming the argument and its value.</summary>
internal static class Argument
{
    /// <summary>Largest magnitude of a value that indicators take: its square times any count is still
    /// finite.</summary>
    public const double MagnitudeMax = 1e150;

    /// <summary>Longest window of an indicator, in values.</summary>
    public const int PeriodMax = 10_000;

    /// <summary>The value must be a number of usual size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Usable(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(Math.Abs(value) <= MagnitudeMax))
        {
            Refuse(name, value, "Must be a number of at most 1e150 either way.");
        }
    }

    /// <summary>The value must be a number of usual size, not below 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UsableVolume(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0.0 && value <= MagnitudeMax))
        {
            Refuse(name, value, "Must be a number from 0 to 1e150.");
        }
    }

    /// <summary>A candle must be of usual numbers, its high not below its low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Candle(double high, double low, double close)
    {
        Usable(close);
        Usable(low);
        if (!(high >= low && high <= MagnitudeMax))
        {
            Refuse(nameof(high), high, FormattableString.Invariant($"Must be a number at or above the low {low}."));
        }
    }

    /// <summary>All values must be numbers of usual size.</summary>
    public static void Usable(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        if (!AreWithin(values, -MagnitudeMax))
        {
            for (var i = 0; i < values.Length; i++)
            {
                Usable(values[i], $"{name}[{i}]");
            }
        }
    }

    /// <summary>All values must be numbers of usual size, not below 0.</summary>
    public static void UsableVolume(
        ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        if (!AreWithin(values, 0.0))
        {
            for (var i = 0; i < values.Length; i++)
            {
                UsableVolume(values[i], $"{name}[{i}]");
            }
        }
    }

    /// <summary>A period must lie in [1, <see cref="PeriodMax"/>].</summary>
    public static void Period(int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Count(value, 1, PeriodMax, name);

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
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Refuse<T>(string name, T value, string expected) =>
        throw new ArgumentOutOfRangeException(name, value, expected);

    // Whole vectors at a time; a value that is no number is within nothing.
    private static bool AreWithin(ReadOnlySpan<double> values, double min)
    {
        var (low, high) = (new Vector<double>(min), new Vector<double>(MagnitudeMax));
        var good = Vector<long>.AllBitsSet;
        var i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var some = new Vector<double>(values[i..]);
            good &= Vector.GreaterThanOrEqual(some, low) & Vector.LessThanOrEqual(some, high);
        }

        var areGood = good == Vector<long>.AllBitsSet;
        for (; i < values.Length; i++)
        {
            areGood &= values[i] >= min && values[i] <= MagnitudeMax;
        }

        return areGood;
    }
}

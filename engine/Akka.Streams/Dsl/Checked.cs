using System.Runtime.CompilerServices;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Arguments of operators that would otherwise fail only when the stream runs.</summary>
internal static class Checked
{
    public static int Positive(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value <= 0)
        {
            throw new ArgumentException($"{name} must be greater than 0", name);
        }

        return value;
    }

    public static TimeSpan Positive(TimeSpan value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{name} must be greater than 0", name);
        }

        return value;
    }

    public static TimeSpan NotNegative(TimeSpan value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < TimeSpan.Zero)
        {
            throw new ArgumentException($"{name} must not be negative", name);
        }

        return value;
    }

    public static Throttle<T> Throttle<T>(int cost, TimeSpan per, int burst, Func<T, int> costOf, ThrottleMode mode)
    {
        Positive(cost);
        Positive(per);
        if (burst < 0 && mode == ThrottleMode.Enforcing)
        {
            throw new ArgumentException("maximumBurst must be >= 0 in Enforcing mode", nameof(burst));
        }

        if (per.Ticks < cost)
        {
            throw new ArgumentException("Rates larger than 1 unit / tick are not supported", nameof(cost));
        }

        return new Throttle<T>(cost, per, Math.Max(burst, 0), costOf, mode);
    }
}

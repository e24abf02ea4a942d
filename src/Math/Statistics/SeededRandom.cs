using System.Numerics;

namespace WhaleStack.Quant;

/// <summary>A reproducible source of random numbers: the same seed gives the same numbers on every machine.</summary>
/// <remarks>
/// Formula: xoshiro256**, its state filled from the seed by SplitMix64; whole numbers below a bound by multiplication
/// and rejection, so without bias.
/// Unit: none. Range: as each method says. Source: D. Blackman and S. Vigna, Scrambled linear pseudorandom number
/// generators, ACM Transactions on Mathematical Software 47, 2021; D. Lemire, Fast random integer generation in an
/// interval, ACM Transactions on Modeling and Computer Simulation 29, 2019. Warm-up: none. Cost: O(1).
/// Not for secrets. Not thread-safe.
/// </remarks>
public sealed class SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Makes one; every seed is a good one.</summary>
    public SeededRandom(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var bits = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return bits;
        }
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="bound"/>), each as likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        unchecked
        {
            var range = (ulong)bound;
            var product = (NextBits() >> 32) * range;
            var floor = (uint)(0x1_0000_0000UL % range);
            while ((uint)product < floor)
            {
                product = (NextBits() >> 32) * range;
            }

            return (int)(product >> 32);
        }
    }

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double NextNormal() =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble())) * Math.Cos(2.0 * Math.PI * NextDouble());

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}

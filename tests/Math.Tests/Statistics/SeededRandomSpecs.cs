namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Random numbers that are the same everywhere.</summary>
public sealed class SeededRandomSpecs
{
    [Fact]
    public void The_state_is_filled_and_stepped_as_published()
    {
        // SplitMix64 of 0 gives E220A8397B1DCDAF, 6E789E6AA1B965F4, ...; xoshiro256** returns rotl(s1 * 5, 7) * 9.
        const ulong SecondWord = 0x6E789E6AA1B965F4;
        var expected = unchecked(System.Numerics.BitOperations.RotateLeft(SecondWord * 5, 7) * 9);
        Assert.Equal(expected, new SeededRandom(0).NextBits());
    }

    [Fact]
    public void Numbers_are_spread_evenly_within_their_range()
    {
        var random = new SeededRandom(1);
        var counts = new int[7];
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextBelow(7)]++;
            var uniform = random.NextDouble();
            Assert.InRange(uniform, 0.0, 1.0 - 1e-16);
            var normal = random.NextNormal();
            (sum, squares) = (sum + normal, squares + (normal * normal));
        }

        // Six degrees of freedom: 30 is beyond one in 20,000.
        Assert.InRange(counts.Sum(static c => (c - 10_000.0) * (c - 10_000.0) / 10_000.0), 0.0, 30.0);
        Assert.InRange(sum / 70_000, -0.02, 0.02);
        Assert.InRange(squares / 70_000, 0.97, 1.03);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextBelow(0));
    }
}

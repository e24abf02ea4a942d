namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Ranks and quantiles of a sketch are within the bound that it states.</summary>
public sealed class QuantileSketchSpecs
{
    [Theory]
    [InlineData("random", 64, 100_000)]
    [InlineData("rising", 64, 50_000)]
    [InlineData("falling", 8, 20_000)]
    [InlineData("saw", 16, 50_000)]
    [InlineData("equal", 16, 10_000)]
    [InlineData("random", 1_024, 500)]
    public void Every_answer_is_within_the_stated_bound(string order, int buffer, int count)
    {
        var random = new SeededRandom(8);
        double[] values = [.. Enumerable.Range(0, count).Select(i => order switch
        {
            "random" => random.NextNormal(),
            "rising" => i,
            "falling" => -i,
            "saw" => i % 97,
            _ => 1.0,
        })];
        var sketch = new QuantileSketch(buffer);
        Array.ForEach(values, sketch.Add);
        Array.Sort(values);
        Assert.Equal(count, sketch.Count);
        Assert.Equal((values[0], values[^1]), (sketch.QuantileAt(0.0), sketch.QuantileAt(1.0)));

        // The bound of the docs: n H / k, H = log2(2n / k).
        Assert.InRange(sketch.RankErrorMax, 0, Math.Max(0.0, count * Math.Log2(2.0 * count / buffer) / buffer));
        for (var i = 0; i < count; i += 37)
        {
            var rank = UpTo(values, values[i]);
            Assert.InRange(sketch.RankOf(values[i]) - rank, -sketch.RankErrorMax, sketch.RankErrorMax);
        }

        for (var share = 0.01; share < 1.0; share += 0.01)
        {
            var value = sketch.QuantileAt(share)!.Value;
            var (below, upTo) = (UpTo(values, Math.BitDecrement(value)), UpTo(values, value));
            var wanted = Math.Ceiling(share * count);
            Assert.InRange(wanted, below - sketch.RankErrorMax, upTo + sketch.RankErrorMax + 1);
        }
    }

    [Fact]
    public void Few_values_are_kept_exactly()
    {
        var sketch = new QuantileSketch(8);
        Assert.Null(sketch.QuantileAt(0.5));
        Assert.Null(sketch.QuantileAt(0.0));
        foreach (var value in new[] { 5.0, 1.0, 3.0, 2.0, 4.0 })
        {
            sketch.Add(value);
        }

        Assert.Equal(0, sketch.RankErrorMax);
        Assert.Equal(3.0, sketch.QuantileAt(0.5));
        Assert.Equal(3, sketch.RankOf(3.5));
        Assert.Equal(5, sketch.RankOf(double.PositiveInfinity));
    }

    [Fact]
    public void Bad_values_are_refused()
    {
        var sketch = new QuantileSketch(8);
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Add(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Add(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.RankOf(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.QuantileAt(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileSketch(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileSketch(6));
        Assert.Equal(0, sketch.Count);
    }

    private static int UpTo(double[] sorted, double value)
    {
        var place = Array.BinarySearch(sorted, Math.BitIncrement(value));
        place = place < 0 ? ~place : place;
        while (place > 0 && sorted[place - 1] > value)
        {
            place--;
        }

        return place;
    }
}

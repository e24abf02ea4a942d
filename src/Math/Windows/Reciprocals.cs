using System.Runtime.CompilerServices;

namespace WhaleStack.Quant;

/// <summary>1/1 to 1/<see cref="Argument.PeriodMax"/>, since a product is several times faster than a
/// quotient.</summary>
internal static class Reciprocals
{
    private static readonly double[] Values = Make();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(int count) => Values[count];

    private static double[] Make()
    {
        var values = new double[Argument.PeriodMax + 1];
        for (var i = 1; i < values.Length; i++)
        {
            values[i] = 1.0 / i;
        }

        return values;
    }
}

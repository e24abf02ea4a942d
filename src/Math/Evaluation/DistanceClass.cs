using System.Collections.Immutable;
using System.Globalization;

namespace WhaleStack.Quant;

/// <summary>Classes of distance from the price, in hourly ATR.</summary>
public static class DistanceClass
{
    private static readonly ImmutableArray<double> Edges = [0.0, 2.0, 4.0, 7.0, 11.0, 16.0, double.PositiveInfinity];

    /// <summary>How many there are.</summary>
    public static int Count => Edges.Length - 1;

    /// <summary>Least distance of a class, and the distance that all of it lie below.</summary>
    public static (double From, double To) Ends(int place) => (Edges[place], Edges[place + 1]);

    /// <summary>The class of a distance from 0.</summary>
    public static int Of(double distanceAtr)
    {
        var place = 0;
        while (distanceAtr >= Edges[place + 1])
        {
            place++;
        }

        return place;
    }

    /// <summary>Such as <c>2-4</c>, or <c>16+</c>.</summary>
    public static string NameOf(int place) => place == Count - 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Edges[place]}+")
        : string.Create(CultureInfo.InvariantCulture, $"{Edges[place]}-{Edges[place + 1]}");

    /// <summary>The place of a name; -1 when there is none.</summary>
    public static int PlaceOf(string name) =>
        Enumerable.Range(0, Count).Where(place => NameOf(place) == name).DefaultIfEmpty(-1).First();
}

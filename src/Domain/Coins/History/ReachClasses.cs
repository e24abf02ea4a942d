using System.Collections.Immutable;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.History;

/// <summary>The classes of clusters, in a fixed order: longs' side first, light before heavy, near before
/// far.</summary>
internal sealed class ReachClasses
{
    private readonly ImmutableArray<double> _mass;
    private readonly ImmutableArray<double> _distance;

    public ReachClasses(ReachOptions options)
    {
        _mass = options.MassShareEdges;
        _distance = options.DistanceAtrEdges;
        All =
        [
            .. from side in new[] { Side.Buy, Side.Sell }
               from mass in Enumerable.Range(0, _mass.Length + 1)
               from distance in Enumerable.Range(0, _distance.Length + 1)
               select new ReachClass(
                   side,
                   Lower(_mass, mass),
                   Upper(_mass, mass),
                   Lower(_distance, distance),
                   Upper(_distance, distance)),
        ];
    }

    public ImmutableArray<ReachClass> All { get; }

    /// <summary>The place of a class in <see cref="All"/>.</summary>
    public int PlaceOf(LiquidationSide side, double massShare, double distanceAtr)
    {
        var first = side switch
        {
            LiquidationSide.Longs => 0,
            LiquidationSide.Shorts => _mass.Length + 1,
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown side."),
        };
        return ((first + PlaceIn(_mass, massShare)) * (_distance.Length + 1)) + PlaceIn(_distance, distanceAtr);
    }

    private static double Lower(ImmutableArray<double> edges, int place) => place == 0 ? 0.0 : edges[place - 1];

    private static double? Upper(ImmutableArray<double> edges, int place) =>
        place == edges.Length ? null : edges[place];

    private static int PlaceIn(ImmutableArray<double> edges, double value)
    {
        var place = 0;
        while (place < edges.Length && value >= edges[place])
        {
            place++;
        }

        return place;
    }
}

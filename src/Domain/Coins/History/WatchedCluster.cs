using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.History;

/// <summary>A cluster from its birth until nothing more is to be learnt of it. Not thread-safe.</summary>
internal sealed class WatchedCluster(int place, in TrackedCluster born, double price)
{
    /// <summary>Its class, by place.</summary>
    public int Place { get; } = place;

    public LiquidationSide Side { get; } = born.Cluster.Side;

    public DateTimeOffset BornAt { get; } = born.BornAt;

    /// <summary>Distance from the price at birth, as a fraction of it.</summary>
    public double FromFraction { get; } = Math.Abs((born.Cluster.Price / price) - 1.0);

    /// <summary>Its id at the tracker.</summary>
    public long Id { get; set; } = born.Id;

    /// <summary>Its centre, as it was last found.</summary>
    public double Price { get; set; } = born.Cluster.Price;

    /// <summary>Whether the tracker has lost it. It is watched on where it was last.</summary>
    public bool HasFaded { get; set; }

    /// <summary>Close of the candle that reached it; null before.</summary>
    public DateTimeOffset? ReachedAt { get; private set; }

    /// <summary>Close of that candle in quote.</summary>
    public double CloseAtReach { get; private set; }

    /// <summary>Horizons that are decided, and lags that are over.</summary>
    public int HorizonsDecided { get; set; }

    public int LagsOver { get; set; }

    /// <summary>Whether a candle reaches its centre.</summary>
    public bool IsWithin(double low, double high) => Side switch
    {
        LiquidationSide.Longs => low <= Price,
        LiquidationSide.Shorts => high >= Price,
        _ => throw new ArgumentOutOfRangeException(nameof(low), Side, "Unknown side."),
    };

    public void Reach(DateTimeOffset time, double close) => (ReachedAt, CloseAtReach) = (time, close);

    /// <summary>Return since it was reached, positive where price went on: down through longs, up through
    /// shorts.</summary>
    public double ReturnTo(double close)
    {
        var change = (close / CloseAtReach) - 1.0;
        return Side == LiquidationSide.Shorts ? change : -change;
    }
}

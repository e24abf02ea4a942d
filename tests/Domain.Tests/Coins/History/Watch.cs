using System.Text.Json;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Tests.Coins.History;

/// <summary>A history that is fed by hand: price stands at 100 and an average true range is 1.</summary>
internal sealed class Watch(ReachOptions options)
{
    private readonly ReachHistory _history = new(options);
    private int _hour;

    public ReachCounts Counts => _history.Counts(Given.Btc);

    public static string Text(ReachCounts counts) => JsonSerializer.Serialize(counts);

    /// <summary>A cluster of shorts, which lie above.</summary>
    public static LiquidationCluster Shorts(double price, double mass = 1) =>
        new(LiquidationSide.Shorts, price, mass, 0.01, (price / 100) - 1);

    /// <summary>A cluster of longs, which lie below.</summary>
    public static LiquidationCluster Longs(double price, double mass = 1) =>
        new(LiquidationSide.Longs, price, mass, 0.01, (price / 100) - 1);

    /// <summary>The next hour's candle.</summary>
    public Watch Hour(double low, double high, double close, params LiquidationCluster[] found)
    {
        _history.Close(Given.Start.AddHours(++_hour), low, high, close, atrQuote: 1.0, found);
        return this;
    }

    /// <summary>Hours in which nothing happens.</summary>
    public Watch Quiet(int hours, params LiquidationCluster[] found)
    {
        for (var i = 0; i < hours; i++)
        {
            Hour(100, 100, 100, found);
        }

        return this;
    }

    public Watch Warming(params LiquidationCluster[] found)
    {
        _history.Close(Given.Start.AddHours(++_hour), 100, 100, 100, atrQuote: null, found);
        return this;
    }

    public Watch Gap()
    {
        _history.Cut();
        return this;
    }

    /// <summary>The class of a cluster that is all of its side.</summary>
    public ReachCell Cell(Side side, double distanceAtrMin) => Counts.Cells.Single(cell =>
        cell.Class.PositionSide == side
        && cell.Class.MassShareMax is null
        && cell.Class.DistanceAtrMin == distanceAtrMin);
}

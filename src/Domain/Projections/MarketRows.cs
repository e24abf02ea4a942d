using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Projections;

/// <summary>Rows of market data.</summary>
public static class MarketRows
{
    private static readonly TableSchema Ohlcv = new(
        "ohlcv",
        [
            new("time", ColumnKind.Time, IsKey: true),
            new("symbol", ColumnKind.Text, IsKey: true),
            new("exchange", ColumnKind.Text, IsKey: true),
            new("interval", ColumnKind.Text, IsKey: true),
            new("open", ColumnKind.Amount),
            new("high", ColumnKind.Amount),
            new("low", ColumnKind.Amount),
            new("close", ColumnKind.Amount),
            new("volume", ColumnKind.Amount),
            new("agent", ColumnKind.Text),
        ]);

    private static readonly TableSchema LiquidationSnapshots = new(
        "liquidation_snapshots",
        [
            new("time", ColumnKind.Time, IsKey: true),
            new("symbol", ColumnKind.Text, IsKey: true),
            new("exchange", ColumnKind.Text, IsKey: true),
            new("timeframe", ColumnKind.Text, IsKey: true),
            new("long_liq", ColumnKind.Amount),
            new("short_liq", ColumnKind.Amount),
            new("total_liq", ColumnKind.Amount),
            new("agent", ColumnKind.Text),
        ]);

    private static readonly TableSchema Clusters = new(
        "clusters",
        [
            new("symbol", ColumnKind.Text, IsKey: true),
            new("exchange", ColumnKind.Text, IsKey: true),
            new("price_level", ColumnKind.Amount, IsKey: true),
            new("cluster_size", ColumnKind.Amount),
            new("side", ColumnKind.Text),
            new("timeframe", ColumnKind.Text, IsKey: true),
            new("detected_at", ColumnKind.Time, IsKey: true),
            new("agent", ColumnKind.Text),
        ]);

    /// <summary>The tables that market data goes into.</summary>
    public static ImmutableArray<TableSchema> Tables { get; } = [Ohlcv, LiquidationSnapshots, Clusters];

    /// <summary>A closed candle; its time is its opening.</summary>
    public static TableRow Of(InstrumentId coin, Candle candle)
    {
        ArgumentNullException.ThrowIfNull(candle);
        return new TableRow(
            Ohlcv,
            [
                candle.OpenTime,
                coin.Symbol,
                coin.Venue,
                IntervalText(candle.Interval),
                candle.OpenQuote,
                candle.HighQuote,
                candle.LowQuote,
                candle.CloseQuote,
                candle.VolumeBase,
                Publications.SnapshotAgent,
            ]);
    }

    /// <summary>What was liquidated in a timeframe; its time is the start.</summary>
    public static TableRow Of(InstrumentId coin, LiquidatedVolume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return new TableRow(
            LiquidationSnapshots,
            [
                volume.Start,
                coin.Symbol,
                coin.Venue,
                IntervalText(LiquidationTally.Timeframe),
                volume.LongQuote,
                volume.ShortQuote,
                volume.LongQuote + volume.ShortQuote,
                Publications.SnapshotAgent,
            ]);
    }

    /// <summary>A cluster that was found.</summary>
    /// <param name="coin">Of which instrument.</param>
    /// <param name="timeframe">Length of the candles that it was found in.</param>
    /// <param name="detectedAt">Event time at which it was first seen.</param>
    /// <param name="cluster">The cluster.</param>
    public static TableRow Of(
        InstrumentId coin, TimeSpan timeframe, DateTimeOffset detectedAt, ClusterView cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return new TableRow(
            Clusters,
            [
                coin.Symbol,
                coin.Venue,
                cluster.PriceQuote,
                AmountOf(cluster.MassQuote),
                cluster.PositionSide == Side.Buy ? "long" : "short",
                IntervalText(timeframe),
                detectedAt,
                Publications.ClusterAgent,
            ]);
    }

    /// <summary>A length of time as tables name it: <c>1m</c>, <c>4h</c>, <c>1d</c>.</summary>
    public static string IntervalText(TimeSpan interval)
    {
        var (length, unit) = interval.Ticks switch
        {
            var ticks when ticks % TimeSpan.TicksPerDay == 0 => (interval.TotalDays, "d"),
            var ticks when ticks % TimeSpan.TicksPerHour == 0 => (interval.TotalHours, "h"),
            var ticks when ticks % TimeSpan.TicksPerMinute == 0 => (interval.TotalMinutes, "m"),
            _ => (interval.TotalSeconds, "s"),
        };
        return length.ToString(CultureInfo.InvariantCulture) + unit;
    }

    private static decimal AmountOf(double value)
    {
        const double max = 1e27;
        return Math.Round((decimal)Math.Clamp(value, 0, max), 8);
    }
}

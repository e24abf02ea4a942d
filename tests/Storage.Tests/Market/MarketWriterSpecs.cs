using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Projections;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Market;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Tests.Databases;

namespace WhaleStack.Storage.Tests.Market;

[Collection(PostgreSqlCollection.Name)]
public sealed class MarketWriterSpecs(PostgreSqlFixture server) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly InstrumentId Btc = new("bybit", "BTCUSDT");
    private static readonly MarketWriterOptions Options = new(100_000, 700, TimeSpan.FromMilliseconds(20));

    private readonly TempFolder _folder = new();

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rows_are_there_when_it_is_disposed_and_a_changed_candle_is_updated(DatabaseKind kind)
    {
        var database = NewDatabase(kind);
        for (var run = 0; run < 2; run++)
        {
            await using var writer = NewWriter(database);
            for (var i = 0; i < 3_000; i++)
            {
                writer.Write(MarketRows.Of(Btc, Candle(i, 100.5m + run)));
            }

            writer.Write(MarketRows.Of(Btc, Candle(7, 102.25m)));
        }

        Assert.Equal("3000", Query(database, "SELECT CAST(COUNT(*) AS TEXT) FROM ohlcv"));
        Assert.Equal(
            "102.25|1m|market_watcher",
            Query(database, "SELECT CAST(close AS TEXT) || '|' || interval || '|' || agent FROM ohlcv "
                + (kind == DatabaseKind.Sqlite
                    ? "WHERE time = '2026-03-05T12:07:00.000000Z'"
                    : "WHERE time = '2026-03-05T12:07:00Z'")));
        Assert.Equal(
            "2999",
            Query(database, "SELECT CAST(COUNT(*) AS TEXT) FROM ohlcv WHERE CAST(close AS TEXT) = '101.5'"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Liquidations_and_new_clusters_of_a_coin_get_there(DatabaseKind kind)
    {
        var database = NewDatabase(kind);
        await using (var writer = NewWriter(database))
        {
            var archive = new CoinArchive(Btc, TimeSpan.FromHours(1), writer);
            var view = View(Cluster(70_000m), Cluster(72_000.123456789m));
            archive.Accepted(new CoinCommands.ApplyLiquidations(Btc,
            [
                new LiquidationPrint(Noon.AddSeconds(3), Side.Buy, 100m, 2m),
                new LiquidationPrint(Noon.AddSeconds(4), Side.Sell, 100m, 0.5m),
                new LiquidationPrint(Noon.AddSeconds(61), Side.Sell, 100m, 9m),
            ]));
            archive.Passed(new Watermark(Noon.AddMinutes(1), StepPhase.Live), view);
            archive.Accepted(new CoinCommands.ApplyLiquidations(
                Btc, [new LiquidationPrint(Noon.AddSeconds(5), Side.Buy, 10m, 1m)])); // It comes late.
            archive.Passed(new Watermark(Noon.AddMinutes(2), StepPhase.Live), View(Cluster(70_001m)));
        }

        const string volumes = "SELECT CAST(long_liq AS TEXT) || '|' || CAST(short_liq AS TEXT) || '|' || "
            + "CAST(total_liq AS TEXT) || '|' || timeframe FROM liquidation_snapshots ORDER BY time";
        Assert.Equal("210|50.0|260.0|1m/0|900|900|1m", Query(database, volumes).Replace(
            "|50|260|", "|50.0|260.0|", StringComparison.Ordinal));
        Assert.Equal(
            "70000|1h|long/72000.123456789|1h|long",
            Query(database, "SELECT CAST(price_level AS TEXT) || '|' || timeframe || '|' || side FROM clusters "
                + "ORDER BY price_level"));
    }

    [Fact]
    public async Task A_full_queue_drops_counts_and_never_waits()
    {
        using var dropped = new DropCounter();
        var database = new SqliteDatabase(_folder.File("absent.db"));
        var writer = NewWriter(database, Options with { QueueRowsMax = 100, FlushInterval = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < 150; i++)
        {
            writer.Write(MarketRows.Of(Btc, Candle(i, 100m)));
        }

        Assert.Equal(50, dropped.Count);
        new Migrator(database, TimeProvider.System).Run();
        await writer.DisposeAsync();
        Assert.Equal("100", Query(database, "SELECT CAST(COUNT(*) AS TEXT) FROM ohlcv"));
    }

    [Fact]
    public async Task While_the_server_is_away_rows_wait_and_then_get_there()
    {
        var database = NewDatabase(DatabaseKind.PostgreSql);
        var log = new Heard();
        using var logger = new LoggerConfiguration().WriteTo.Sink(log).CreateLogger();
        await using (var writer = new MarketWriter(database, Options, TimeProvider.System, logger))
        {
            server.Server.Stop();
            try
            {
                writer.Write(MarketRows.Of(Btc, Candle(1, 100m)));
                Assert.Contains("market data waits", await log.First, StringComparison.Ordinal);
            }
            finally
            {
                server.Server.Start();
            }
        }

        Assert.Equal("1", Query(database, "SELECT CAST(COUNT(*) AS TEXT) FROM ohlcv"));
    }

    [Fact]
    public async Task A_batch_that_the_database_refuses_does_not_hold_up_the_next()
    {
        using var dropped = new DropCounter();
        var database = NewDatabase(DatabaseKind.PostgreSql);
        await using (var writer = NewWriter(database, Options with { BatchRowsMax = 1 }))
        {
            writer.Write(MarketRows.Of(Btc, Candle(1, 100m) with { LowQuote = -1m }));
            writer.Write(MarketRows.Of(Btc, Candle(2, 100m)));
        }

        Assert.Equal(1, dropped.Count);
        Assert.Equal("1", Query(database, "SELECT CAST(COUNT(*) AS TEXT) FROM ohlcv"));
    }

    private static Candle Candle(int minute, decimal close) =>
        new(Noon.AddMinutes(minute), TimeSpan.FromMinutes(1), 100m, 110m, 90m, close, 1.5m, 150m);

    private static ClusterView Cluster(decimal price) => new(Side.Buy, price, 12_345.678, 0.001, 0.02);

    private static CoinView View(params ImmutableArray<ClusterView> clusters) => new(
        Btc, CoinCondition.Live, Noon, 71_000m, 10.0, 0.1, clusters, clusters.Length, 500, "volume proxy");

    private static MarketWriter NewWriter(Database database, MarketWriterOptions? options = null) =>
        new(database, options ?? Options, TimeProvider.System, Serilog.Core.Logger.None);

    private static string Query(Database database, string sql)
    {
        using var connection = database.Open(DatabaseAccess.Read);
        using var command = connection.Command(null, sql);
        using var rows = command.ExecuteReader();
        var lines = new List<string>();
        while (rows.Read())
        {
            lines.Add(rows.GetString(0));
        }

        return string.Join('/', lines);
    }

    private Database NewDatabase(DatabaseKind kind)
    {
        Database database = kind == DatabaseKind.Sqlite
            ? new SqliteDatabase(_folder.File("journal.db"))
            : server.NewDatabase();
        new Migrator(database, TimeProvider.System).Run();
        return database;
    }

    /// <summary>The first thing that is said.</summary>
    private sealed class Heard : ILogEventSink
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> First => _first.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public void Emit(LogEvent logEvent) =>
            _first.TrySetResult(logEvent.RenderMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>Counts what this test's writer drops; tests of one collection run one after the other.</summary>
    private sealed class DropCounter : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public DropCounter()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "whalestack_market_rows_dropped_total")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}

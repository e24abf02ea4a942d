using System.Globalization;
using System.Text;
using WhaleStack.Domain.Tests.Projections;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Signals;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Tests.Databases;
using WhaleStack.Storage.Tests.Serialization;

namespace WhaleStack.Storage.Tests.Projections;

[Collection(PostgreSqlCollection.Name)]
public sealed class JournalProjectionSpecs(PostgreSqlFixture server)
{
    private static readonly JournalScript Script = new(11, 120);

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tables_that_followed_are_those_made_anew(DatabaseKind kind)
    {
        using var bench = new ProjectionBench(kind, server);
        foreach (var fold in ProjectionBench.Folds)
        {
            using var live = bench.Projection(fold.Name, eventsMax: 7);
            if (fold.Name == "agent_logs")
            {
                bench.Write(Script, to: 300);
                ProjectionBench.Finish(live);
                bench.Write(Script, from: 300);
            }

            ProjectionBench.Finish(live);
            var followed = bench.Dump(fold.Name);
            Assert.NotEmpty(followed);
            live.Rebuild();
            Assert.Empty(bench.Dump(fold.Name));
            using var whole = bench.Projection(fold.Name, eventsMax: 10_000);
            ProjectionBench.Finish(whole);
            Assert.Equal(followed, bench.Dump(fold.Name));
        }

        var view = Script.Portfolio.View;
        var trades = bench.Query("SELECT COALESCE(pnl, '0'), fees FROM trades".Replace(
            "'0'", kind == DatabaseKind.Sqlite ? "'0'" : "0", StringComparison.Ordinal));
        Assert.Equal(view.RealizedQuote, trades.Sum(line => Number(line.Split('|')[0])));
        Assert.Equal(view.FeesQuote, trades.Sum(line => Number(line.Split('|')[1])));
    }

    [Fact]
    public void Both_databases_hold_the_same()
    {
        using var sqlite = new ProjectionBench(DatabaseKind.Sqlite, server);
        using var postgreSql = new ProjectionBench(DatabaseKind.PostgreSql, server);
        foreach (var bench in new[] { sqlite, postgreSql })
        {
            bench.Write(Script);
            using var trades = bench.Projection("trades");
            ProjectionBench.Finish(trades);
        }

        const string columns = "trade_id, agent, side, status, CAST(entry_price AS TEXT), CAST(pnl AS TEXT), "
            + "CAST(fees AS TEXT)";
        Assert.Equal(
            sqlite.Query($"SELECT {columns} FROM trades ORDER BY trade_id").Select(Canonical),
            postgreSql.Query($"SELECT {columns} FROM trades ORDER BY trade_id COLLATE \"C\"").Select(Canonical));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kill_between_rows_and_position_leaves_neither(DatabaseKind kind)
    {
        using var bench = new ProjectionBench(kind, server);
        bench.Write(Script);
        using var trades = bench.Projection("trades", eventsMax: 50);
        trades.Advance();
        var before = bench.Dump("trades");
        bench.Execute(kind == DatabaseKind.Sqlite
            ? "CREATE TRIGGER kill BEFORE UPDATE ON projections BEGIN SELECT RAISE(ROLLBACK, 'killed'); END"
            : """
              CREATE FUNCTION kill() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
              CREATE TRIGGER kill BEFORE UPDATE ON projections FOR EACH ROW EXECUTE FUNCTION kill();
              """);
        var error = Assert.Throws<IOException>(() => trades.Advance());
        Assert.StartsWith("projection 'trades': database ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, bench.Dump("trades"));

        bench.Execute(kind == DatabaseKind.Sqlite ? "DROP TRIGGER kill" : "DROP TRIGGER kill ON projections");
        ProjectionBench.Finish(trades);
        AssertComplete(bench, "trades");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_that_do_the_same_at_once_double_nothing(DatabaseKind kind)
    {
        using var bench = new ProjectionBench(kind, server);
        bench.Write(Script, to: 200);
        using var one = bench.Projection("pnl", eventsMax: 3);
        using var two = bench.Projection("pnl", eventsMax: 5);
        var first = Task.Run(() => ProjectionBench.Finish(one));
        var second = Task.Run(() => ProjectionBench.Finish(two));
        bench.Write(Script, from: 200);
        two.Rebuild();
        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromSeconds(60));
        ProjectionBench.Finish(one);
        AssertComplete(bench, "pnl");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_says_how_far_behind_it_is(DatabaseKind kind)
    {
        using var bench = new ProjectionBench(kind, server);
        bench.Write(Script);
        using var trades = bench.Projection("trades", eventsMax: 1);
        var before = trades.Look();
        Assert.Equal((0L, (long)Script.Events.Count), (before.Position, before.Events));
        Assert.True(before.Lag > TimeSpan.FromDays(1), "written in March");
        var step = trades.Advance();
        Assert.True(step.IsBehind && step.Position > 0 && step.Events < before.Events, $"{step}");
        ProjectionBench.Finish(trades);
        var after = trades.Look();
        Assert.Equal((0L, TimeSpan.Zero), (after.Events, after.Lag));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_unreadable_event_stops_it_with_a_name_until_it_is_mended(DatabaseKind kind)
    {
        using var bench = new ProjectionBench(kind, server);
        bench.Write("portfolio-main", EventSamples.All.OfType<PortfolioEvents.EquityMarked>().Single());
        bench.WriteRaw("scanner-x", "signal.raised.1", Encoding.UTF8.GetBytes("{}"));
        bench.Write("scanner-x", EventSamples.All.OfType<SignalEvents.SignalRaised>().Single());
        using var signals = bench.Projection("signals");
        using var equity = bench.Projection("equity");
        var stopped = signals.Advance();
        Assert.False(stopped.IsBehind);
        Assert.StartsWith(
            "event 1 of 'scanner-x' (ordering 2): message 'signal.raised.1' cannot be read: ",
            stopped.Trouble,
            StringComparison.Ordinal);
        Assert.Equal(stopped.Trouble, bench.Query("SELECT trouble FROM projections WHERE name = 'signals'")[0]);
        Assert.Equal((1L, 2L), (stopped.Position, stopped.Events));
        Assert.Equal(stopped.Trouble, signals.Advance().Trouble);
        Assert.Null(equity.Advance().Trouble);
        Assert.Equal(0, equity.Look().Events);

        bench.Execute("DELETE FROM event_journal WHERE ordering = 2");
        Assert.Null(signals.Advance().Trouble);
        Assert.Equal("null", bench.Query("SELECT trouble FROM projections WHERE name = 'signals'")[0]);
        Assert.Equal("s-1", bench.Query("SELECT signal_id FROM signals")[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_that_the_fold_refuses_stops_it_too(DatabaseKind kind)
    {
        using var bench = new ProjectionBench(kind, server);
        var booked = EventSamples.All.OfType<PortfolioEvents.FillBooked>().Single();
        bench.Write("portfolio-main", booked);
        bench.Write("nobody", booked);
        using var trades = bench.Projection("trades");
        Assert.Equal(
            "event 1 of 'nobody' (ordering 2): 'nobody' is not the persistence id of a portfolio.",
            trades.Advance().Trouble);
        Assert.Equal("main-7", Assert.Single(bench.Query("SELECT trade_id FROM trades")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tables_of_an_older_version_are_made_anew_and_of_a_later_one_left_alone(DatabaseKind kind)
    {
        using var bench = new ProjectionBench(kind, server);
        bench.Write(Script);
        using var signals = bench.Projection("signals");
        ProjectionBench.Finish(signals);
        var right = bench.Dump("signals");
        bench.Execute("UPDATE projections SET version = 0; UPDATE signals SET agent = 'wrong'");
        ProjectionBench.Finish(signals);
        Assert.Equal(right, bench.Dump("signals"));

        bench.Execute("UPDATE projections SET version = 99");
        var error = Assert.Throws<IOException>(() => signals.Advance());
        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(signals.Rebuild);
        Assert.Equal(right, bench.Dump("signals"));
    }

    private static void AssertComplete(ProjectionBench bench, string name)
    {
        var made = bench.Dump(name);
        using var projection = bench.Projection(name);
        projection.Rebuild();
        ProjectionBench.Finish(projection);
        Assert.Equal(bench.Dump(name), made);
        Assert.NotEmpty(made);
    }

    // PostgreSQL keeps the zeros behind a number, SQLite's text has none.
    private static string Canonical(string line) => string.Join('|', line.Split('|').Select(field =>
        decimal.TryParse(field, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.##################", CultureInfo.InvariantCulture)
            : field));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

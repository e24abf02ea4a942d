using System.Collections.Immutable;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Tests.Databases;

namespace WhaleStack.Storage.Tests.Migrations;

// The steps themselves are run by scripts/check-timescale.sh, where a TimescaleDB is.
[Collection(PostgreSqlCollection.Name)]
public sealed class TimescaleStepsSpecs(PostgreSqlFixture server)
{
    private static readonly ImmutableDictionary<string, int> Days =
        ImmutableDictionary<string, int>.Empty.Add("ohlcv", 365).Add("agent_logs", 90);

    [Fact]
    public void Without_the_extension_nothing_is_done_and_said()
    {
        var database = server.NewDatabase();
        new Migrator(database, TimeProvider.System).Run();
        Assert.Null(new TimescaleSteps(database, Days, TimeProvider.System).Run());
        Assert.Empty(new SchemaCheck(database).Run());
    }

    [Fact]
    public void Days_to_keep_are_filled_in_and_what_is_not_named_is_kept_for_ever()
    {
        var retention = TimescaleSteps.Files(Days).Single(file => file.Name == "0004_retention").Sql;
        Assert.Contains("make_interval(days => 365))\nWHERE 365 > 0", retention, StringComparison.Ordinal);
        Assert.Contains("'equity', make_interval(days => 0))\nWHERE 0 > 0", retention, StringComparison.Ordinal);
        Assert.DoesNotContain("_days", retention, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_fall_into_whole_statements()
    {
        foreach (var (name, sql) in TimescaleSteps.Files(Days))
        {
            foreach (var statement in TimescaleSteps.Statements(sql))
            {
                var first = statement.Split('\n')
                    .First(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal));
                Assert.True(
                    first.Split(' ')[0] is "SELECT" or "DO" or "CREATE" or "CALL" or "ALTER",
                    $"{name}: a statement begins with '{first}'.");
                Assert.True(statement.Split("$$").Length % 2 == 1, $"{name}: '{first}' is cut off.");
                Assert.Equal(statement.Count(c => c == '('), statement.Count(c => c == ')'));
            }
        }
    }

    [Fact]
    public void Every_rollup_view_has_its_continuous_aggregate()
    {
        var database = server.NewDatabase();
        var views = new SchemaCheck(database).Expected()
            .Where(o => o.Name.StartsWith("view column", StringComparison.Ordinal) && o.Table != "journal_events")
            .Select(o => o.Table)
            .Distinct(StringComparer.Ordinal);
        var made = TimescaleSteps.Files(Days).SelectMany(file => TimescaleSteps.Statements(file.Sql))
            .Where(s => s.StartsWith("CREATE MATERIALIZED VIEW", StringComparison.Ordinal))
            .Select(s => s.Split(' ', '\n')[6]);
        Assert.Equal(views.Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
    }
}

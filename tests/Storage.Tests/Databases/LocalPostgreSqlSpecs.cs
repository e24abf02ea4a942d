using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Tests.Databases;

public sealed class LocalPostgreSqlSpecs
{
    [Fact]
    public void Its_data_outlives_it_and_a_server_left_behind_is_taken_over()
    {
        using var temp = new TempFolder();
        var folder = temp.Path;
        using (var server = LocalPostgreSql.Start(folder, "fsync=off"))
        {
            Execute(server, "CREATE TABLE kept AS SELECT 7 AS x");
        }

        // As after a kill of the program that started it: the server is still there.
        var left = LocalPostgreSql.Start(folder, "fsync=off");
        using var next = LocalPostgreSql.Start(folder, "fsync=off");
        Assert.True(left.Ended.Wait(TimeSpan.FromSeconds(30)), "the server left behind still runs");
        using var connection = new PostgreSqlDatabase(next.Env).Open(DatabaseAccess.Read);
        Assert.Equal(7, connection.Scalar<int>(null, "SELECT x FROM kept"));
    }

    [Fact]
    public void A_wrong_password_is_told_without_a_password()
    {
        using var temp = new TempFolder();
        using var server = LocalPostgreSql.Start(temp.Path, "fsync=off");
        var wrong = new PostgreSqlDatabase(server.Env with { Password = new Secret("open-sesame") });
        var error = Assert.Throws<StorageException>(() => wrong.Open());
        Assert.Equal(
            $"database 'quantprod' at 127.0.0.1:{server.Env.Port}: user 'whale' is not let in; "
            + "check TIMESCALE_DB_USER and TIMESCALE_DB_PASS.",
            error.Message);
        Assert.DoesNotContain("open-sesame", error.ToString(), StringComparison.Ordinal);
    }

    private static void Execute(LocalPostgreSql server, string sql)
    {
        using var connection = new PostgreSqlDatabase(server.Env).Open();
        connection.Execute(null, sql);
    }
}

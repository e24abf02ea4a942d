using Npgsql;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Maintenance;
using WhaleStack.Storage.Tests.Databases;

namespace WhaleStack.Storage.Tests.Maintenance;

/// <summary>Maintenance of a SQLite file.</summary>
public sealed class SqliteMaintenanceSpecs : MaintenanceContract
{
    protected override Database NewDatabase(string dataFolder) =>
        new SqliteDatabase(Path.Combine(dataFolder, SqliteDatabase.FileName));
}

/// <summary>Maintenance of a PostgreSQL database.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlMaintenanceSpecs(PostgreSqlFixture postgreSql) : MaintenanceContract
{
    protected override Database NewDatabase(string dataFolder) => postgreSql.NewDatabase();

    protected override void Release(Database database)
    {
        using var connection = new NpgsqlConnection(database.ConnectionString);
        NpgsqlConnection.ClearPool(connection);
        using var reading = (NpgsqlConnection)database.Open(DatabaseAccess.Read);
        NpgsqlConnection.ClearPool(reading);
    }
}

/// <summary>How values are written as CSV.</summary>
public sealed class CsvTextSpecs
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "" }, { DBNull.Value, "" }, { "", "\"\"" }, { "plain", "plain" }, { "a,b", "\"a,b\"" },
        { "say \"x\"", "\"say \"\"x\"\"\"" }, { "two\nlines", "\"two\nlines\"" }, { " edge", "\" edge\"" },
        { 1234567.5m, "1234567.5" }, { 0.1, "0.1" }, { -7L, "-7" }, { true, "true" },
        { new DateTime(2026, 3, 5, 1, 2, 3, DateTimeKind.Utc), "2026-03-05T01:02:03.000000Z" },
        { new DateTimeOffset(2026, 3, 5, 1, 2, 3, TimeSpan.FromHours(1)), "2026-03-05T00:02:03.000000Z" },
        { "{\"a\":1}"u8.ToArray(), "\"{\"\"a\"\":1}\"" }, { new byte[] { 0xff, 0 }, "\\xff00" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_written_as_rfc_4180_says(object? value, string text) =>
        Assert.Equal($"{text},x\r\n", CsvText.Line([value, "x"]));
}

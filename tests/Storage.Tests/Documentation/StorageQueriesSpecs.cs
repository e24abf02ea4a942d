using System.Text.RegularExpressions;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Tests.Databases;
using WhaleStack.Storage.Tests.Journal;
using WhaleStack.Storage.Tests.Serialization;

namespace WhaleStack.Storage.Tests.Documentation;

/// <summary>Every query of docs/storage.md runs, on the databases that it says.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed partial class StorageQueriesSpecs(PostgreSqlFixture server)
{
    [Fact]
    public void Every_query_runs_on_SQLite()
    {
        using var journal = new RawJournal().WithTable();
        foreach (var sample in EventSamples.All)
        {
            journal.Add("writer", sample);
        }

        using var connection = journal.Database.Open(DatabaseAccess.Read);
        Assert.All(Queries("sql", "sqlite"), query => Run(connection, query));
    }

    [Fact]
    public void Every_query_runs_on_PostgreSQL()
    {
        var database = server.NewDatabase();
        new Migrator(database, TimeProvider.System).Run();
        using var connection = database.Open(DatabaseAccess.Read);
        Assert.All(Queries("sql", "postgresql"), query => Run(connection, query));
    }

    private static List<string> Queries(params string[] languages)
    {
        var text = File.ReadAllText(Repository.File("docs", "storage.md")).ReplaceLineEndings("\n");
        var queries = Fences().Matches(text)
            .Where(fence => languages.Contains(fence.Groups[1].Value, StringComparer.Ordinal))
            .Select(fence => fence.Groups[2].Value)
            .ToList();
        Assert.True(queries.Count > 10, "the page has its queries in fences");
        return queries;
    }

    private static void Run(System.Data.Common.DbConnection connection, string query)
    {
        using var command = connection.Command(null, query);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            Assert.True(rows.FieldCount > 0);
        }
    }

    [GeneratedRegex("^```(sql|sqlite|postgresql)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}

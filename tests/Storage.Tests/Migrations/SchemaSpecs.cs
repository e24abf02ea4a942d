using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Migrations;
using WhaleStack.Storage.Tests.Databases;
using WhaleStack.Storage.Tests.Journal;

namespace WhaleStack.Storage.Tests.Migrations;

[Collection(PostgreSqlCollection.Name)]
public sealed class SchemaSpecs(PostgreSqlFixture server)
{
    [Fact]
    public void A_migrated_PostgreSQL_is_as_it_should_be_and_what_is_not_is_named()
    {
        var database = server.NewDatabase();
        new Migrator(database, TimeProvider.System).Run();
        var check = new SchemaCheck(database);
        Assert.Empty(check.Run());
        using (var connection = database.Open())
        {
            connection.Execute(null, """
                DROP INDEX signals_symbol_created_at_idx;
                ALTER TABLE trades ALTER COLUMN fees DROP NOT NULL, DROP CONSTRAINT trades_status_check;
                CREATE TABLE ours_alone (x INTEGER);
                """);
        }

        Assert.Equal(
            [
                "signals: index signals_symbol_created_at_idx is missing.",
                "trades: column fees is 'numeric', it should be 'numeric NOT NULL'.",
                "trades: constraint trades_status_check is missing.",
            ],
            check.Run().ToArray());
        Assert.Equal(0, new Migrator(database, TimeProvider.System).Run());
    }

    [Fact]
    public void A_migrated_SQLite_file_is_as_it_should_be_and_what_is_not_is_named()
    {
        using var journal = new RawJournal();
        var check = new SchemaCheck(journal.Database);
        Assert.Empty(check.Run());
        journal.Execute("DROP INDEX signals_symbol_created_at_idx; DROP VIEW journal_events;");
        Assert.Equal(
            [
                "journal_events: view journal_events is missing.",
                "signals: index signals_symbol_created_at_idx is missing.",
            ],
            check.Run().ToArray());
    }

    [Fact]
    public void Both_kinds_have_the_same_tables_with_the_same_columns()
    {
        var database = server.NewDatabase();
        using var journal = new RawJournal();
        var ours = new SchemaCheck(database).Expected()
            .Where(o => o.Name.StartsWith("column ", StringComparison.Ordinal))
            .Where(o => o.Table is not ("event_journal" or "snapshot_store" or "metadata"))
            .Select(o => $"{o.Table}.{o.Name["column ".Length..]}");
        var columns = journal.Query(
            "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            + "WHERE m.type = 'table' AND m.name <> 'schema_migrations'");
        Assert.Equal(ours.Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal));
    }

    // WHALE_APPROVE names the folder that is to be written anew, such as db/timescale_schema.
    [Fact]
    public void The_readable_form_is_that_of_the_migrations()
    {
        var expected = SchemaText.Of(new SchemaCheck(server.NewDatabase()).Expected());
        var folder = Repository.File("db", "timescale_schema");
        if (Environment.GetEnvironmentVariable("WHALE_APPROVE") is { Length: > 0 } approved)
        {
            folder = approved;
            Directory.CreateDirectory(folder);
            foreach (var (table, text) in expected)
            {
                File.WriteAllText(Path.Combine(folder, $"{table}.sql"), text);
            }
        }

        var found = Directory.GetFiles(folder, "*.sql")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        Assert.Equal(expected.Keys, found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.Equal(file.Value, found[file.Key].ReplaceLineEndings("\n")));
    }
}

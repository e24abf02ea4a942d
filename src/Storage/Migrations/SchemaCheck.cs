using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Migrations;

/// <summary>
/// Compares the form of a database with what the migrations of this version make of an empty one. What is there besides
/// is left alone.
/// </summary>
public sealed class SchemaCheck
{
    private const string Own = "public";
    private const string Scratch = "whalestack_verify";

    private readonly Database _database;
    private readonly ImmutableArray<Migration> _migrations;

    /// <summary>Makes one.</summary>
    /// <param name="database">Which database.</param>
    /// <param name="migrations">All migrations in order; those of this version when not given.</param>
    public SchemaCheck(Database database, ImmutableArray<Migration>? migrations = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _migrations = migrations ?? Migration.For(database.Kind);
    }

    /// <summary>What is missing or different, a line each; none when all is as it should be. Changes nothing.
    /// </summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public ImmutableArray<string> Run()
    {
        try
        {
            using var connection = _database.Open();
            var found = SchemaReader.Read(_database, connection, null, Own)
                .ToDictionary(o => (o.Table, o.Name), o => o.Definition);
            return
            [
                .. Expected(connection).Select(wanted => Finding(wanted, found)).OfType<string>(),
            ];
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
    }

    /// <summary>The form that the migrations make, from an empty database.</summary>
    public ImmutableArray<SchemaObject> Expected()
    {
        try
        {
            using var connection = _database.Open();
            return Expected(connection);
        }
        catch (DbException error)
        {
            throw _database.Trouble(error);
        }
    }

    private static string? Finding(SchemaObject wanted, Dictionary<(string, string), string> found)
    {
        if (!found.TryGetValue((wanted.Table, wanted.Name), out var definition))
        {
            return $"{wanted.Table}: {wanted.Name} is missing.";
        }

        return definition == wanted.Definition
            ? null
            : $"{wanted.Table}: {wanted.Name} is '{definition}', it should be '{wanted.Definition}'.";
    }

    private ImmutableArray<SchemaObject> Expected(DbConnection connection) =>
        _database.Kind == DatabaseKind.Sqlite ? ExpectedOfSqlite() : ExpectedOfPostgreSql(connection);

    private ImmutableArray<SchemaObject> ExpectedOfSqlite()
    {
        using var empty = new SqliteConnection("Data Source=:memory:;Pooling=False");
        empty.Open();
        foreach (var migration in _migrations)
        {
            empty.Execute(null, migration.Sql);
        }

        return SchemaReader.Read(_database, empty, null, Own);
    }

    // In a schema of its own, in a transaction that is never committed.
    private ImmutableArray<SchemaObject> ExpectedOfPostgreSql(DbConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(transaction, $"CREATE SCHEMA {Scratch}; SET LOCAL search_path = {Scratch}");
        foreach (var migration in _migrations)
        {
            connection.Execute(transaction, migration.Sql);
        }

        var expected = SchemaReader.Read(_database, connection, transaction, Scratch);
        transaction.Rollback();
        return expected;
    }
}

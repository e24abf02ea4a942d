using System.Globalization;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Tests.Databases;

/// <summary>One PostgreSQL server for all tests that need one; each takes a database of its own.</summary>
public sealed class PostgreSqlFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whale-postgresql-");
    private int _databases;

    public PostgreSqlFixture() => Server = LocalPostgreSql.Start(_folder.FullName, "fsync=off");

    public LocalPostgreSql Server { get; }

    /// <summary>An empty database.</summary>
    public PostgreSqlDatabase NewDatabase() => Server.CreateDatabase(
        string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}"));

    public void Dispose()
    {
        Server.Dispose();
        _folder.Delete(recursive: true);
    }
}

/// <summary>Tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlFixture>
{
    public const string Name = "postgresql";
}

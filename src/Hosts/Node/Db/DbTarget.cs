using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Node.Db;

/// <summary>What a <c>db</c> command works on.</summary>
/// <param name="Database">The database.</param>
/// <param name="DataFolder">Absolute path of the node's data folder.</param>
/// <param name="Paths">Where the configuration is.</param>
public sealed record DbTarget(Database Database, string DataFolder, HostPaths Paths)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="ConfigException"><c>.env</c> is wrong.</exception>
    public static DbTarget Find(HostPaths paths, DatabaseKind kind, string? dataFolder)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var folder = Path.GetFullPath(dataFolder ?? paths.Data);
        return new DbTarget(
            kind == DatabaseKind.Sqlite
                ? new SqliteDatabase(Path.Combine(folder, SqliteDatabase.FileName))
                : new PostgreSqlDatabase(EnvSettings.Load(EnvFile.Read(paths.EnvFile), paths.EnvFile).Database),
            folder,
            paths);
    }
}

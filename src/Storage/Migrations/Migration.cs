using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Migrations;

/// <summary>One step of a database's form, from <c>db/migrations</c>; once published it never changes.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Name">The file's name without the ending.</param>
/// <param name="Sql">The statements.</param>
public sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the statements, in hexadecimal; the same whatever the line endings.</summary>
    public string Checksum => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.Replace("\r\n", "\n", StringComparison.Ordinal))));

    /// <summary>The migrations of a kind of database, in order.</summary>
    public static ImmutableArray<Migration> For(DatabaseKind kind) =>
        In(kind == DatabaseKind.Sqlite ? "migrations/sqlite/" : "migrations/postgresql/");

    private static ImmutableArray<Migration> In(string folder)
    {
        var assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Select(name => Of(
                    Path.GetFileNameWithoutExtension(name[folder.Length..]), Resources.Text(assembly, name)))
                .OrderBy(migration => migration.Version),
        ];
    }

    private static Migration Of(string name, string sql) =>
        new(int.Parse(name.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture), name, sql);
}

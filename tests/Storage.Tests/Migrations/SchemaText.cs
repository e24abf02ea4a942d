using System.Collections.Immutable;
using WhaleStack.Storage.Migrations;

namespace WhaleStack.Storage.Tests.Migrations;

/// <summary>Writes the form of a PostgreSQL database as one readable file a table.</summary>
internal static class SchemaText
{
    private const string Head =
        "-- Generated from db/migrations/postgresql by a test that holds it equal; never run.\n";

    /// <summary>By table, the file's text.</summary>
    public static ImmutableSortedDictionary<string, string> Of(IEnumerable<SchemaObject> objects) => objects
        .GroupBy(o => o.Table, StringComparer.Ordinal)
        .Where(table => table.Any(o => o.Name.StartsWith("column ", StringComparison.Ordinal)))
        .ToImmutableSortedDictionary(table => table.Key, table => Head + Table(table.Key, [.. table]));

    private static string Table(string name, ImmutableArray<SchemaObject> objects)
    {
        var columns = Named(objects, "column ").Select(o => $"    {o.Name} {o.Definition}");
        var constraints = Named(objects, "constraint ").Select(o => $"    CONSTRAINT {o.Name} {o.Definition}");
        var indexes = Named(objects, "index ").Select(o => $"{o.Definition};\n");
        var body = string.Join(",\n", columns.Concat(constraints));
        return $"CREATE TABLE {name} (\n{body}\n);\n{string.Concat(indexes)}";
    }

    private static IEnumerable<(string Name, string Definition)> Named(
        ImmutableArray<SchemaObject> objects, string kind) => objects
        .Where(o => o.Name.StartsWith(kind, StringComparison.Ordinal))
        .Select(o => (o.Name[kind.Length..], o.Definition));
}

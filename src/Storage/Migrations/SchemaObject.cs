namespace WhaleStack.Storage.Migrations;

/// <summary>One line of a database's form, such as a column or an index.</summary>
/// <param name="Table">The table or view it belongs to.</param>
/// <param name="Name">Its kind and name, such as <c>column open</c>.</param>
/// <param name="Definition">The rest of it, in the database's own words.</param>
public sealed record SchemaObject(string Table, string Name, string Definition);

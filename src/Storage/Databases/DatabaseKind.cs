namespace WhaleStack.Storage.Databases;

/// <summary>The databases that hold a node's journal and tables.</summary>
public enum DatabaseKind
{
    /// <summary>One file below the node's data folder, for one node.</summary>
    Sqlite = 1,

    /// <summary>A PostgreSQL server, with TimescaleDB or without.</summary>
    PostgreSql = 2,
}

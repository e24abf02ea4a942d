namespace WhaleStack.Storage.Databases;

/// <summary>What a connection is for.</summary>
public enum DatabaseAccess
{
    /// <summary>Reading only; an absent database stays absent.</summary>
    Read = 1,

    /// <summary>Reading and writing what is there; an absent database is an error.</summary>
    Write = 2,

    /// <summary>Reading and writing; an absent SQLite file is made.</summary>
    Create = 3,
}

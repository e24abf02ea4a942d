using System.Data.Common;

namespace WhaleStack.Storage.Databases;

/// <summary>The right to change a database's form outside a transaction; given back when disposed.</summary>
internal sealed class SchemaTurn(DbConnection connection, string giveBack) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        // A connection that broke has given it back already.
        if (connection.State == System.Data.ConnectionState.Open)
        {
            connection.Execute(null, giveBack);
        }
    }
}

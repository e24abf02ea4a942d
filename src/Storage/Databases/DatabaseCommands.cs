using System.Data.Common;

namespace WhaleStack.Storage.Databases;

/// <summary>Statements with named parameters, written alike for both databases.</summary>
internal static class DatabaseCommands
{
    /// <summary>A command; parameters are <c>@name</c> in the text.</summary>
    public static DbCommand Command(
        this DbConnection connection,
        DbTransaction? transaction,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public static int Execute(
        this DbConnection connection,
        DbTransaction? transaction,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(transaction, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; the type's default where there is none.</summary>
    public static T? Scalar<T>(
        this DbConnection connection,
        DbTransaction? transaction,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(transaction, sql, parameters);
        return command.ExecuteScalar() is T value ? value : default;
    }
}

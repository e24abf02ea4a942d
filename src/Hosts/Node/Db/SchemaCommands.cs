using WhaleStack.Node.Startup;
using WhaleStack.Storage.Databases;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Migrations;

namespace WhaleStack.Node.Db;

/// <summary>The commands about a database's form.</summary>
public static class SchemaCommands
{
    /// <summary>Says which migrations have run and which wait.</summary>
    public static int Status(DbTarget target, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        var states = new Migrator(target.Database, TimeProvider.System).Status();
        output.WriteLine(target.Database.Name);
        foreach (var state in states)
        {
            output.WriteLine($"  {state.Name,-24} {state.AppliedAt ?? "waits"}");
        }

        return ExitCodes.Done;
    }

    /// <summary>Runs what waits.</summary>
    public static int Migrate(DbTarget target, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);

        // A SQLite file belongs to one program at a time; nodes on one PostgreSQL take turns.
        using var data = target.Database.Kind == DatabaseKind.Sqlite ? DataDirectory.Open(target.DataFolder) : null;
        var retention = HostConfig.Load(target.Paths).Retention;
        var (ran, timescale) = DatabaseForm.Bring(target.Database, retention, TimeProvider.System);
        output.WriteLine($"{target.Database.Name}: {Count(ran, "migration")}");
        if (target.Database.Kind == DatabaseKind.PostgreSql)
        {
            output.WriteLine(timescale is { } steps
                ? $"TimescaleDB: {Count(steps, "step")}"
                : "TimescaleDB is not available on this server: plain tables and views");
        }

        return ExitCodes.Done;
    }

    /// <summary>Compares the form with what the migrations make.</summary>
    public static int Verify(DbTarget target, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        var waiting = new Migrator(target.Database, TimeProvider.System).Status().Count(s => s.AppliedAt is null);
        if (waiting > 0)
        {
            output.WriteLine($"{target.Database.Name}: {waiting} migrations wait; run ./whale db migrate");
            return ExitCodes.Failed;
        }

        var findings = new SchemaCheck(target.Database).Run();
        foreach (var finding in findings)
        {
            output.WriteLine($"{target.Database.Name}: {finding}");
        }

        if (findings.IsEmpty)
        {
            output.WriteLine($"{target.Database.Name}: as this version makes it");
        }

        return findings.IsEmpty ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Count(int ran, string what) =>
        ran == 0 ? $"no {what} waited" : $"ran {ran} {what}{(ran == 1 ? string.Empty : "s")}";
}

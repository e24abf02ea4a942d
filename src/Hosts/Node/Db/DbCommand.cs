using System.CommandLine;
using WhaleStack.Node.Startup;

namespace WhaleStack.Node.Db;

/// <summary>The command <c>db</c>: what a person does with a node's database.</summary>
public static class DbCommand
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder of the node (default data/node).",
        Recursive = true,
    };

    private static readonly Option<string> Kind = DatabaseOption.Create(
        "Which database: the file in the data folder, or the PostgreSQL server of .env.", recursive: true);

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("db", "Looks after the database: its form, and what is in it.")
    {
        Data,
        Kind,
        Of("status", "Says which migrations have run and which wait.", SchemaCommands.Status),
        Of("migrate", "Brings the database to the form that this version needs.", SchemaCommands.Migrate),
        Of("verify", "Checks that every table, column and index is as the migrations make it.", SchemaCommands.Verify),
        Of("lag", "Says how far the tables that follow the journal are behind it.", ProjectionCommands.Lag),
        Rebuild(),
        MaintenanceCommands.Backup(Target),
        MaintenanceCommands.Restore(Target),
        MaintenanceCommands.Prune(Target),
        MaintenanceCommands.Export(Target),
    };

    private static Command Rebuild()
    {
        var name = new Argument<string>("projection")
        {
            Description = "Which tables: the name of a projection, or all.",
        };
        name.AcceptOnlyFromAmong([.. ProjectionCommands.Names]);
        var command = new Command("rebuild", "Makes tables anew from the journal; safe while a node runs.") { name };
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(_ => Task.FromResult(
            ProjectionCommands.Rebuild(Target(parsed), parsed.GetRequiredValue(name), Console.Out))));
        return command;
    }

    private static Command Of(string name, string description, Func<DbTarget, TextWriter, int> run)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(_ =>
            Task.FromResult(run(Target(parsed), Console.Out))));
        return command;
    }

    private static DbTarget Target(ParseResult parsed) =>
        DbTarget.Find(HostPaths.Find(), parsed.KindOf(Kind), parsed.GetValue(Data));
}

using System.CommandLine;
using WhaleStack.Node.Startup;

namespace WhaleStack.Node.Run;

/// <summary>The command <c>run</c>.</summary>
public static class RunCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = "Data folder (default data/node)." };

    private static readonly Option<string> Database = DatabaseOption.Create(
        "Where the journal is: a file in the data folder, or the PostgreSQL server of .env.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "run",
            "Runs a node on live market data with the keys and endpoints of .env, trading on paper, until Ctrl-C.")
        {
            Data, Database,
        };
        command.SetAction((parsed, _) =>
            OneLineErrors.RunAsync(stop =>
                new NodeRun(HostPaths.Find(), parsed.GetValue(Data), parsed.KindOf(Database)).RunAsync(stop)));
        return command;
    }
}

using System.CommandLine;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Node.Rank;

/// <summary>The command <c>rank</c>: ranks coins by recorded history.</summary>
public static class RankCommand
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of recorded history, in the forms of docs/evaluation.md (default: the shipped year).",
    };

    private static readonly Option<DateTimeOffset?> At = new("--at")
    {
        Description = "Rank as of this time (UTC), by nothing later (default: the end of the history).",
    };

    private static readonly Option<int> Top = new("--top")
    {
        Description = "How many coins to show.", DefaultValueFactory = _ => 20,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("rank", "Ranks coins by what there is to look at, with every part and weight shown.")
        {
            Data, At, Top,
        };
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(stop => Task.Run(
            () =>
            {
                var paths = HostPaths.Find();
                var run = new RankRun(WhaleConfig.Load(paths.Config), parsed.GetValue(Data) ?? paths.Samples);
                var ranks = run.Ranks(parsed.GetValue(At), stop);
                new RankText(Console.Out).Write(ranks, run, Math.Max(1, parsed.GetValue(Top)));
                return ranks.IsEmpty ? ExitCodes.Failed : ExitCodes.Done;
            },
            stop)));
        return command;
    }
}

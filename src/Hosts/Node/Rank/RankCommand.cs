using System.CommandLine;
using WhaleStack.Domain.Ranking;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files.Reports;

namespace WhaleStack.Node.Rank;

/// <summary>The command <c>rank</c>: ranks coins by recorded history, or shows how a node ranked them.</summary>
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

    private static readonly Option<string?> Node = new("--node")
    {
        Description = "Show the newest ranking of a node, running or not, by its data folder (default data/node).",
        Arity = ArgumentArity.ZeroOrOne,
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
            Data, At, Node, Top,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Node) is not null
                && (result.GetResult(Data) is not null || result.GetResult(At) is not null))
            {
                result.AddError("--node shows what a node ranked; --data and --at are for recorded history.");
            }
        });
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(stop => Task.Run(
            () =>
            {
                var paths = HostPaths.Find();
                if (parsed.GetResult(Node) is not null)
                {
                    return ShowNode(parsed.GetValue(Node) ?? paths.Data, Math.Max(1, parsed.GetValue(Top)));
                }

                var run = new RankRun(WhaleConfig.Load(paths.Config), parsed.GetValue(Data) ?? paths.Samples);
                var ranks = run.Ranks(parsed.GetValue(At), stop);
                new RankText(Console.Out).Write(
                    new RankingReport(run.Until ?? DateTimeOffset.MinValue, ranks, run.LeftOut, []),
                    Math.Max(1, parsed.GetValue(Top)));
                return ranks.IsEmpty ? ExitCodes.Failed : ExitCodes.Done;
            },
            stop)));
        return command;
    }

    private static int ShowNode(string folder, int top)
    {
        var report = RankingFiles.Newest(folder) ?? throw new StartupException(
            $"no ranking in '{folder}': a node ranks at the first live step of each hour.");
        new RankText(Console.Out).Write(report, top);
        return ExitCodes.Done;
    }
}

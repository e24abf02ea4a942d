using System.CommandLine;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Node.History;

/// <summary>The command <c>history</c>: what became of a coin's liquidation clusters.</summary>
public static class HistoryCommand
{
    private static readonly Argument<string> Coin = new("coin")
    {
        Description = "Coin or instrument, such as BTC or BTCUSDT.",
    };

    private static readonly Option<string[]> Data = new("--data")
    {
        Description = "Folder of recorded history, in the forms of docs/evaluation.md (default: the shipped year); "
            + "again for more.",
    };

    private static readonly Option<string?> Venue = new("--venue")
    {
        Description = "One venue only (default: all together, then each).",
    };

    private static readonly Option<DateTimeOffset?> At = new("--at")
    {
        Description = "As it was known at this time (UTC), by nothing later (default: the end of the history).",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "As JSON." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "history",
            "Tells how often, how fast and from how far price reached a coin's clusters, and how it went on.")
        {
            Coin, Data, Venue, At, Json,
        };
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(stop => Task.Run(
            () =>
            {
                var paths = HostPaths.Find();
                string[] folders = parsed.GetValue(Data) is { Length: > 0 } given ? given : [paths.Samples];
                var run = new HistoryRun(WhaleConfig.Load(paths.Config), folders);
                var found = run.Reached(
                    parsed.GetRequiredValue(Coin), parsed.GetValue(Venue), parsed.GetValue(At), stop);
                // All venues together, then each by itself where there are several.
                ReachReport[] reports = found.Length == 1
                    ? [ReachReport.Of([found[0]])]
                    : [ReachReport.Of(found), .. found.Select(one => ReachReport.Of([one]))];
                Write(reports, parsed.GetValue(Json));
                return ExitCodes.Done;
            },
            stop)));
        return command;
    }

    private static void Write(ReachReport[] reports, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(HistoryJson.Write(reports));
        }
        else
        {
            foreach (var line in reports.SelectMany(HistoryText.Lines))
            {
                Console.Out.WriteLine(line);
            }
        }
    }
}

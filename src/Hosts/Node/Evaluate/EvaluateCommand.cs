using System.Collections.Immutable;
using System.CommandLine;
using WhaleStack.Node.Startup;

namespace WhaleStack.Node.Evaluate;

/// <summary>The command <c>evaluate</c>.</summary>
public static class EvaluateCommand
{
    private static readonly Option<string[]> Data = new("--data")
    {
        Description = "Folder of recorded history; may be given again (default: what ships with the product, and "
            + "shared/data beside the repository where it is).",
    };

    private static readonly Option<string?> Coins = new("--coins")
    {
        Description = "Coins to score, such as BTC,SOL (default: all that are recorded).",
    };

    private static readonly Option<string?> Models = new("--models")
    {
        Description = "Models to score, such as volume_proxy,flat_inflow (default: all).",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder for the report (default: a new one below data/reports/evaluation).",
    };

    private static readonly Option<string?> Fit = new("--fit")
    {
        Description = "File for the parameters of the whale-target prediction, fitted on all that was read with the "
            + "longest bars and the first model.",
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Fewer decisions and draws, the longest bars only: a first look in seconds.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "evaluate",
            "Scores models of liquidation levels and all scanners on recorded history, against levels placed and times "
            + "chosen without knowledge.")
        {
            Data, Coins, Models, Out, Fit, Quick,
        };
        command.SetAction((parsed, _) => OneLineErrors.RunAsync(stop => new EvaluateRun(
            HostPaths.Find(),
            new EvaluateOptions(
                [.. parsed.GetValue(Data) ?? []],
                Words(parsed.GetValue(Coins)),
                Words(parsed.GetValue(Models)),
                parsed.GetValue(Out),
                parsed.GetValue(Fit),
                parsed.GetValue(Quick)),
            TimeProvider.System).RunAsync(stop)));
        return command;
    }

    private static ImmutableArray<string> Words(string? list) =>
        [.. (list ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}

using System.CommandLine;
using WhaleStack.Node;
using WhaleStack.Node.Db;
using WhaleStack.Node.Demo;
using WhaleStack.Node.Evaluate;
using WhaleStack.Node.Heatmaps;
using WhaleStack.Node.History;
using WhaleStack.Node.Rank;
using WhaleStack.Node.Replay;
using WhaleStack.Node.Run;
using WhaleStack.Node.Signals;

var root = new RootCommand(
    "WhaleStack: follows liquidation clusters of perpetual futures and trades them with bounded risk.")
{
    DemoCommand.Create(),
    RunCommand.Create(),
    ReplayCommand.Create(),
    DbCommand.Create(),
    EvaluateCommand.Create(),
    HeatmapCommand.Create(),
    HistoryCommand.Create(),
    SignalCommand.Create(),
    RankCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    return ExitCodes.Usage;
}

// Each command stops in order at a signal (StopSignal), however long that takes; the library would allow two seconds.
var invocation = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
};
return await parsed.InvokeAsync(invocation).ConfigureAwait(false);

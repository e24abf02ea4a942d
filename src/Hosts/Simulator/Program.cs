using System.CommandLine;
using System.Runtime.InteropServices;
using WhaleStack.Simulator;

const string ExitWithStdin = "--exit-with-stdin";

// First of all, so that a signal that comes during the start is not lost.
using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

var samples = new Option<string>("--samples") { Description = "Folder of the recordings.", Required = true };
var host = new Option<string>("--host")
{
    Description = "Address to listen on.",
    DefaultValueFactory = _ => "127.0.0.1",
};
var port = new Option<int>("--port") { Description = "Port, 0 for any that is free.", DefaultValueFactory = _ => 0 };
var speed = new Option<double>("--speed")
{
    Description = "Pace of the tape as a multiple of the recorded one, 0 for as fast as the socket takes it.",
    DefaultValueFactory = _ => 1,
};
var exitWithStdin = new Option<bool>(ExitWithStdin) { Description = "End when standard input closes." };
var root = new RootCommand("Serves a recorded Bybit market as a real V5 websocket and REST server.")
{
    samples, host, port, speed, exitWithStdin,
};
root.SetAction((parsed, _) => SimulatorCommand.RunAsync(
    new SimulatorOptions(
        parsed.GetRequiredValue(samples),
        parsed.GetRequiredValue(host),
        parsed.GetValue(port),
        parsed.GetValue(speed),
        parsed.GetValue(exitWithStdin)),
    stop.Token));
var result = root.Parse(args);
if (result.Errors.Count > 0)
{
    foreach (var error in result.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    return 2;
}

// Signals are handled above: the parser's own handling may end the process with 143 before everything is closed.
var withoutSignals = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await result.InvokeAsync(withoutSignals).ConfigureAwait(false);

void OnSignal(PosixSignalContext signal)
{
    signal.Cancel = true;

    // A terminal sends Ctrl-C, and that it was closed, to parent and child. The child outlives both: the parent still
    // has questions, then ends it.
    if (signal.Signal == PosixSignal.SIGTERM || !args.Contains(ExitWithStdin))
    {
        stop.Cancel();
    }
}

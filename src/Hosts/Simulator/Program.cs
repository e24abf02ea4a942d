using System.CommandLine;
using System.Runtime.InteropServices;
using WhaleStack.Simulator;
using WhaleStack.Simulator.Faults;

// First of all, so that a signal that comes during the start is not lost.
using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

var root = CommandLine.Build(options => SimulatorCommand.RunAsync(options, stop.Token));
root.Add(FaultCommand.Build(stop.Token));
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
    if (signal.Signal == PosixSignal.SIGTERM || !args.Contains(CommandLine.ExitWithStdin))
    {
        stop.Cancel();
    }
}

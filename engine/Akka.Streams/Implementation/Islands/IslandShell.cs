using Akka.Event;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Implementation.Islands;

/// <summary>One assembled island on its way through life: the interpreter and the gate of its stages.</summary>
internal sealed class IslandShell
{
    private readonly Island _island;
    private readonly GraphInterpreter _interpreter;

    public IslandShell(Island island, IMaterializer materializer, ILoggingAdapter log)
    {
        _island = island;
        _interpreter = new GraphInterpreter([.. island.Logics], [.. island.Connections], materializer, log);
        foreach (var logic in island.Logics)
        {
            logic.Shell = this;
        }
    }

    public bool IsCompleted => _interpreter.IsCompleted;

    public bool HasWork => !_interpreter.IsSuspended;

    /// <summary>True while the shell waits in its actor's list of shells that have work.</summary>
    public bool IsScheduled { get; set; }

    public void Start(IMaterializer subFusingMaterializer, Action<AsyncInput> gate)
    {
        _interpreter.Init(subFusingMaterializer);
        foreach (var logic in _island.Logics)
        {
            logic.OpenGate(gate);
        }
    }

    public int Execute(int eventLimit) => _interpreter.Execute(eventLimit);

    public void Deliver(AsyncInput input) => _interpreter.RunAsyncInput(input);

    /// <summary>Stops every stage that still runs: the actor is going away.</summary>
    public void Abort() => _interpreter.Finish();
}

using Akka.Pattern;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Stage;

// The way in from other threads, and what a stage holds outside its island.
public abstract partial class GraphStageLogic
{
    private readonly Lock _gateLock = new();
    private Action<AsyncInput>? _gate;
    private List<AsyncInput>? _early;
    private StageActor? _stageActor;
    private HashSet<ISubPort>? _subPorts;

    // A port of a sub-stream that this stage must not leave open when it ends.
    internal interface ISubPort
    {
        void OnOwnerStopped();
    }

    /// <summary>The actor that speaks for this stage, once <see cref="GetStageActor"/> has made it.</summary>
    public StageActor StageActor =>
        _stageActor ?? throw StageActorRefNotInitializedException.Instance;

    protected virtual string? StageActorName => null;

    /// <summary>
    /// A function that may be called from any thread: the handler runs later, in this stage's own turn, and not at all
    /// if the stage has ended.
    /// </summary>
    protected Action<T> GetAsyncCallback<T>(Action<T> handler) =>
        value => SendToSelf(new AsyncInput<T>(this, value, handler));

    /// <inheritdoc cref="GetAsyncCallback{T}"/>
    protected Action GetAsyncCallback(Action handler)
    {
        var nudge = new AsyncNudge(this, handler);
        return () => SendToSelf(nudge);
    }

    /// <summary>Makes the stage's actor, or gives the existing one another behaviour.</summary>
    protected StageActor GetStageActor(StageActorRef.Receive receive)
    {
        if (_stageActor is null)
        {
            var materializer = Materializer as ActorMaterializer ?? throw new IllegalStateException(
                "A stage actor needs an ActorMaterializer");
            _stageActor = new StageActor(
                materializer,
                r => GetAsyncCallback<(Actor.IActorRef, object)>(args => r(args)),
                receive,
                StageActorName);
        }
        else
        {
            _stageActor.Become(receive);
        }

        return _stageActor;
    }

    internal Action<T> AsyncCallback<T>(Action<T> handler) => GetAsyncCallback(handler);

    /// <summary>Opens the gate: what was sent before goes first.</summary>
    internal void OpenGate(Action<AsyncInput> gate)
    {
        lock (_gateLock)
        {
            _early?.ForEach(gate);
            _early = null;
            Volatile.Write(ref _gate, gate);
        }
    }

    internal void SendToSelf(AsyncInput input)
    {
        if (Volatile.Read(ref _gate) is { } open)
        {
            open(input);
            return;
        }

        lock (_gateLock)
        {
            if (_gate is { } gate)
            {
                gate(input);
            }
            else
            {
                (_early ??= []).Add(input);
            }
        }
    }

    internal void Track(ISubPort port) => (_subPorts ??= []).Add(port);

    internal void Untrack(ISubPort port) => _subPorts?.Remove(port);

    private void ReleaseOutside()
    {
        _stageActor?.Stop();
        if (_subPorts is { } ports)
        {
            _subPorts = null;
            foreach (var port in ports)
            {
                port.OnOwnerStopped();
            }
        }
    }
}

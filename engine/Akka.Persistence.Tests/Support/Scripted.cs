using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>
/// A persistent actor whose commands are written inside the spec; it tells a probe what happens to it.
/// </summary>
public sealed class Scripted : UntypedPersistentActor
{
    private readonly IActorRef _probe;
    private readonly Script _script;

    public Scripted(string id, IActorRef probe, Script script)
    {
        PersistenceId = id;
        _probe = probe;
        _script = script;
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery => _script.Recovery;

    public IActorRef Asker => Sender;

    public IActorRef Probe => _probe;

    public static Props PropsFor(string id, IActorRef probe, Script script) =>
        Props.Create(() => new Scripted(id, probe, script));

    public static Props PropsFor(string id, IActorRef probe, Action<Scripted, object> onCommand) =>
        PropsFor(id, probe, new Script { OnCommand = onCommand });

    public void Run(Func<Task> task) => RunTask(task);

    public static void Look(IActorRef other) => Context.Watch(other);

    public void Switch(Action<object> handler) => Become(m => handler(m));

    protected override void OnCommand(object message) => _script.OnCommand(this, message);

    protected override void OnRecover(object message)
    {
        _probe.Tell(new Recovered(message));
        _script.OnRecover(this, message);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _probe.Tell(new PersistFailed(cause, @event, sequenceNr));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        _probe.Tell(new PersistRefused(cause, @event, sequenceNr));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _probe.Tell(new RecoveryFailed(reason, message));
}

/// <summary>What a <see cref="Scripted"/> actor does.</summary>
public sealed class Script
{
    public Action<Scripted, object> OnCommand { get; init; } = static (_, _) => { };

    public Action<Scripted, object> OnRecover { get; init; } = static (_, _) => { };

    public Recovery Recovery { get; init; } = Recovery.Default;
}

/// <summary>The recovery handler got a message.</summary>
public sealed record Recovered(object Message);

/// <summary><c>OnPersistFailure</c> was called.</summary>
public sealed record PersistFailed(Exception Cause, object Event, long SequenceNr);

/// <summary><c>OnPersistRejected</c> was called.</summary>
public sealed record PersistRefused(Exception Cause, object Event, long SequenceNr);

/// <summary><c>OnRecoveryFailure</c> was called.</summary>
public sealed record RecoveryFailed(Exception Cause, object? Message);

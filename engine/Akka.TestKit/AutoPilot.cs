using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Answers for a probe: is given every message and returns the pilot for the next.</summary>
public abstract class AutoPilot
{
    /// <summary>Ends the pilot.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Keeps the pilot there is.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Handles a message.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>No pilot.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    /// <summary>The only instance.</summary>
    public static readonly NoAutoPilot Instance = new();

    private NoAutoPilot()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>The pilot there is.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only instance.</summary>
    public static readonly KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("Must not call Run on AutoPilot.KeepRunning");
}

/// <summary>A pilot as a function.</summary>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>A pilot made of a function.</summary>
public sealed class DelegateAutoPilot : AutoPilot
{
    private readonly AutoPilotDelegate _pilot;

    /// <summary>Holds the function.</summary>
    public DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate)
    {
        _pilot = autoPilotDelegate;
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => _pilot(sender, message);
}

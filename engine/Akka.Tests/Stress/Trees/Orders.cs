using Akka.Actor;

namespace Akka.Tests.Stress.Trees;

/// <summary>What a message asks of a <see cref="Subject"/>.</summary>
internal enum Act
{
    Nothing,
    Fail,
    SetTrap,
    Spawn,
    StopChild,
    StopSelf,
    Watch,
    WatchWith,
    Unwatch,
    Relay,
    HoldBack,
    LetGo,
    Await,
    AwaitAndFail,
}

/// <summary>Where a subject can be made to fail.</summary>
internal enum Hook
{
    Constructor,
    PreStart,
    PreRestart,
    PostRestart,
    PostStop,
}

/// <summary>A message that is counted: who sent it, and which one of that sender to that receiver it is.</summary>
internal sealed class Order(object producer, int number, Act act, int dice, IActorRef? other = null)
{
    public object Producer { get; } = producer;

    public int Number { get; } = number;

    public Act Act { get; } = act;

    /// <summary>Decides what is left open, so that a run with a seed is the same every time.</summary>
    public int Dice { get; } = dice;

    public IActorRef? Other { get; } = other;

    public override string ToString() => $"{Act} {Number} of {Producer}";
}

/// <summary>What a watcher asked to be told instead of <see cref="Terminated"/>.</summary>
internal sealed record Farewell(IActorRef Of);

/// <summary>A failure that says what is to be done about it at each level.</summary>
internal sealed class PlannedException(int dice) : Exception($"planned {dice}")
{
    private int _rest = dice;

    public Directive Next()
    {
        var directive = (_rest % 8) switch
        {
            0 => Directive.Stop,
            1 or 2 => Directive.Escalate,
            3 or 4 => Directive.Resume,
            _ => Directive.Restart,
        };
        _rest /= 8;
        return directive;
    }

    public static Directive Decide(Exception cause)
    {
        for (var e = cause; e is not null; e = e.InnerException!)
        {
            if (e is PlannedException planned)
            {
                return planned.Next();
            }
        }

        return cause is ActorKilledException ? Directive.Stop : Directive.Restart;
    }
}

using Akka.Actor;

namespace Akka.Tests.Stress.Trees;

/// <summary>Gives random orders to random actors of a world, from one thread.</summary>
internal sealed class Driver(World world, ActorSystem system, int seed)
{
    private readonly Dictionary<IActorRef, int> _numbers = [];
    private readonly Random _random = new(seed);

    private static readonly Act[] Often =
    [
        Act.Nothing, Act.Nothing, Act.Nothing, Act.Fail, Act.Fail, Act.SetTrap, Act.Spawn, Act.Spawn, Act.Spawn,
        Act.Spawn, Act.StopChild, Act.StopSelf, Act.Watch, Act.Watch, Act.Watch, Act.WatchWith, Act.Unwatch,
        Act.Relay, Act.Relay, Act.Relay, Act.HoldBack, Act.LetGo, Act.Await, Act.AwaitAndFail,
    ];

    public void Go()
    {
        var dice = _random.Next();
        if (_random.Next(40) == 0 && world.Pick(dice, butNotTheRoot: true) is { } victim)
        {
            Strike(victim, dice);
        }
        else if (world.Pick(dice) is { } target)
        {
            Order(target, Often[_random.Next(Often.Length)]);
        }
    }

    /// <summary>Ends all that is held back, so that every message can be accounted for.</summary>
    public void Settle()
    {
        foreach (var life in world.Lives)
        {
            Order(life.Self, Act.LetGo);
        }
    }

    public override string ToString() => $"driver {seed}";

    private void Order(IActorRef target, Act act)
    {
        var number = _numbers[target] = _numbers.GetValueOrDefault(target) + 1;
        world.Send(this, number, target, act, _random.Next());
    }

    private void Strike(IActorRef victim, int dice)
    {
        switch (dice % 4)
        {
            case 0:
                victim.Tell(PoisonPill.Instance, ActorRefs.NoSender);
                break;
            case 1:
                victim.Tell(Kill.Instance, ActorRefs.NoSender);
                break;
            case 2:
                system.Stop(victim);
                break;
            default:
                ((IInternalActorRef)victim).Stop();
                break;
        }
    }
}

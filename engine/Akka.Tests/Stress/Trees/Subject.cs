using Akka.Actor;

namespace Akka.Tests.Stress.Trees;

/// <summary>An actor that does as ordered and tells its <see cref="Life"/> of every step.</summary>
internal class Subject : UntypedActor
{
    private const int Deepest = 5;

    private readonly World _world;
    private readonly int _dice;
    private bool _holdsBack;

    public Subject(World world, Life? parent, int dice)
    {
        _world = world;
        _dice = dice;
        Life = world.LifeOf(Self, parent);
        if (Life.Instances == 0)
        {
            Life.Traps[Hook.Constructor] = dice % 7 == 0 ? 1 + (dice / 7 % 2) : 0;
        }

        Life.Enter("new");
        try
        {
            Life.Step(Life.Phase.Making, Life.Phase.Unborn, Life.Phase.Making, Life.Phase.Made, Life.Phase.Replaced);
            MakeEagerChild(5);
            Spring(Hook.Constructor);
            Life.Step(Life.Phase.Made, Life.Phase.Making);
        }
        finally
        {
            Life.Leave();
        }
    }

    protected Life Life { get; }

    private bool KeepsChildren => _dice % 4 == 0;

    public override void AroundPreStart() => Within("PreStart", () =>
    {
        MakeEagerChild(6);
        Spring(Hook.PreStart);
        base.AroundPreStart();
        Life.Step(Life.Phase.Running, Life.Phase.Made);
    });

    public override void AroundPreRestart(Exception cause, object message) => Within("PreRestart", () =>
    {
        Life.Step(Life.Phase.Replaced, Life.Phase.Running);
        if (_dice % 2 == 0)
        {
            Spring(Hook.PreRestart);
        }

        base.AroundPreRestart(cause, message);
        Spring(Hook.PreRestart);
    });

    public override void AroundPostRestart(Exception cause, object message) => Within("PostRestart", () =>
    {
        Spring(Hook.PostRestart);
        base.AroundPostRestart(cause, message);
        Life.Step(Life.Phase.Running, Life.Phase.Made);
    });

    public override void AroundPostStop() => Within("PostStop", () =>
    {
        Life.Step(Life.Phase.Ended, Life.Phase.Running);
        if (Life.Children.Find(c => !((IInternalActorRef)c).IsTerminated) is { } child || Context.GetChildren().Any())
        {
            Life.Blame("ended before its children");
        }

        Spring(Hook.PostStop);
        base.AroundPostStop();
    });

    protected override void PreRestart(Exception reason, object message)
    {
        if (KeepsChildren)
        {
            return;
        }

        foreach (var child in Context.GetChildren())
        {
            Life.Watching.TryRemove(child, out _);
        }

        base.PreRestart(reason, message);
    }

    protected override SupervisorStrategy SupervisorStrategy()
    {
        var retries = _dice % 5 == 0 ? 3 : -1;
        return _dice % 3 == 0
            ? new AllForOneStrategy(retries, -1, PlannedException.Decide)
            : new OneForOneStrategy(retries, -1, PlannedException.Decide);
    }

    protected override void OnReceive(object message)
    {
        Life.Enter(message.ToString()!);
        try
        {
            switch (message)
            {
                case Order order when _holdsBack && order.Act != Act.LetGo:
                    Life.Handle(order);
                    HoldBack(order);
                    break;
                case Order order:
                    Life.Handle(order);
                    Obey(order);
                    break;
                case Terminated terminated:
                    Mourn(terminated.ActorRef);
                    break;
                case Farewell farewell:
                    Mourn(farewell.Of);
                    break;
                default:
                    Life.Blame($"got {message}");
                    break;
            }
        }
        finally
        {
            Life.Leave();
        }
    }

    protected virtual void HoldBack(Order order)
    {
    }

    protected virtual bool LetGo() => false;

    private void Obey(Order order)
    {
        switch (order.Act)
        {
            case Act.Fail:
                throw new PlannedException(order.Dice);
            case Act.SetTrap:
                Life.Traps[(Hook)(order.Dice % 5)] = 1;
                break;
            case Act.Spawn:
                Spawn(order.Dice);
                break;
            case Act.StopChild:
                StopChild(order.Dice);
                break;
            case Act.StopSelf when Life.Parent is not null:
                Context.Stop(Self);
                break;
            case Act.Watch or Act.WatchWith or Act.Unwatch when order.Other is { } other && !other.Equals(Self):
                ChangeWatch(order.Act, other);
                break;
            case Act.Relay when order.Other is { } other:
                _world.Send(Life, Life.NumberFor(other), other, (Act)(order.Dice % (int)Act.Relay), order.Dice / 16);
                break;
            case Act.HoldBack:
                _holdsBack = this is Hoarder;
                break;
            case Act.LetGo:
                _holdsBack = LetGo();
                break;
            case Act.Await or Act.AwaitAndFail:
                Await(order);
                break;
            default:
                break;
        }
    }

    private void Await(Order order)
    {
        var instance = Life.Instances;
        var sender = Sender;
        Life.IsAwaiting = true;
        RunTask(async () =>
        {
            await Task.Yield();
            if (Life.Instances == instance && (!Context.Self.Equals(Self) || !Sender.Equals(sender)))
            {
                Life.Blame("lost its context during an await");
            }

            await Task.Yield();
            if (Life.Instances == instance)
            {
                Life.Enter("after an await");
                Life.IsAwaiting = false;
                Life.Leave();
            }

            if (order.Act == Act.AwaitAndFail)
            {
                throw new PlannedException(order.Dice);
            }
        });
    }

    private void ChangeWatch(Act act, IActorRef other)
    {
        if (act == Act.Unwatch)
        {
            Life.Watching.TryRemove(other, out _);
            Context.Unwatch(other);
        }
        else if (Life.Watching.TryAdd(other, true))
        {
            _ = act == Act.Watch ? Context.Watch(other) : Context.WatchWith(other, new Farewell(other));
        }
    }

    private void Mourn(IActorRef of)
    {
        if (!Life.Watching.TryRemove(of, out _))
        {
            Life.Blame($"was told of the end of {of.Path.Name} unasked");
        }

        if (!((IInternalActorRef)of).IsTerminated)
        {
            Life.Blame($"was told too early of the end of {of.Path.Name}");
        }
    }

    private void MakeEagerChild(int divisor)
    {
        if (_dice % divisor == 0)
        {
            Spawn(_dice / divisor);
        }
    }

    private void Spawn(int dice)
    {
        if (!_world.IsFull && Self.Path.Elements.Count < 2 + Deepest)
        {
            var child = Context.ActorOf(_world.PropsFor(Life, dice), _world.NextName());
            _world.LifeOf(child, Life);
            Life.Children.Add(child);
        }
    }

    private static void StopChild(int dice)
    {
        var children = Context.GetChildren().ToArray();
        if (children.Length > 0)
        {
            Context.Stop(children[dice % children.Length]);
        }
    }

    private void Within(string hook, Action work)
    {
        Life.Enter(hook);
        try
        {
            work();
        }
        finally
        {
            Life.Leave();
        }
    }

    private void Spring(Hook hook)
    {
        if (Life.Traps.GetValueOrDefault(hook) is > 0 and var left)
        {
            Life.Traps[hook] = left - 1;
            throw new PlannedException(_dice * 31);
        }
    }
}

/// <summary>A subject with a stash.</summary>
internal sealed class Hoarder(World world, Life? parent, int dice) : Subject(world, parent, dice), IWithUnboundedStash
{
    public IStash Stash { get; set; } = null!;

    protected override void HoldBack(Order order)
    {
        Life.Hold(order);
        Stash.Stash();
    }

    protected override bool LetGo()
    {
        Stash.UnstashAll();
        return false;
    }
}

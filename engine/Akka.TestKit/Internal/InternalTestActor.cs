using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>The actor behind a kit: puts what it receives where the test finds it.</summary>
internal sealed class InternalTestActor(TestQueue queue) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _strategy = new();
    private TestActor.Ignore? _ignore;
    private AutoPilot _autoPilot = AutoPilot.NoAutoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore ignore:
                _ignore = ignore.Ignore;
                break;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                break;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                break;
            case TestActor.SetAutoPilot pilot:
                _autoPilot = pilot.AutoPilot;
                break;
            case TestActor.Spawn spawn:
                SpawnChild(spawn);
                break;
            default:
                Take(message);
                break;
        }

        return true;
    }

    protected override void PostStop()
    {
        var self = Self;
        while (queue.Wait(true, TimeSpan.Zero, CancellationToken.None, out var left))
        {
            Context.System.DeadLetters.Tell(new DeadLetter(left.Message, left.Sender, self), left.Sender);
        }
    }

    private void SpawnChild(TestActor.Spawn spawn)
    {
        var child = spawn.Apply(Context);
        if (spawn._supervisorStrategy.HasValue)
        {
            _strategy.Update(child, spawn._supervisorStrategy.Value);
        }

        queue.Put(new RealMessageEnvelope(child, Self));
    }

    private void Take(object message)
    {
        var sender = Sender;
        var next = _autoPilot.Run(sender, message);
        _autoPilot = next is KeepRunning ? _autoPilot : next;
        if (_ignore is null || !_ignore(message))
        {
            queue.Put(new RealMessageEnvelope(message, sender));
        }
    }
}

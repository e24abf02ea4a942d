using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Tests.Stress.Trees;

/// <summary>The actor that <see cref="Model"/> describes: it notes all it does under its path.</summary>
internal sealed class Modelled : UntypedActor
{
    private readonly Notes _notes;
    private readonly int _dice;
    private int _count;

    public Modelled(Notes notes, int dice)
    {
        _notes = notes;
        _dice = dice;
        Say("new");
    }

    public static Props PropsFor(Notes notes, int dice) =>
        Props.Create<Modelled>(notes, dice).WithDispatcher("simulated");

    protected override void PreStart() => Say(nameof(PreStart));

    protected override void PreRestart(Exception reason, object message)
    {
        Say(nameof(PreRestart));
        if (_dice % 4 != 0)
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        Say(nameof(PostRestart));
        base.PostRestart(reason);
    }

    protected override void PostStop() => Say(nameof(PostStop));

    protected override SupervisorStrategy SupervisorStrategy() => _dice % 3 == 0
        ? new AllForOneStrategy(-1, -1, PlannedException.Decide, false)
        : new OneForOneStrategy(-1, -1, PlannedException.Decide, false);

    protected override void OnReceive(object message) => Handle(message, $"{_count + 1}");

    private void Handle(object message, string sum)
    {
        switch (message)
        {
            case Add:
                _count++;
                Say(sum);
                break;
            case Stack:
                BecomeStacked(m => Handle(m, $"stacked {_count + 1}"));
                break;
            case Fail fail:
                Say("fail");
                throw new PlannedException(fail.Dice);
            case Spawn spawn:
                Context.ActorOf(PropsFor(_notes, spawn.Dice), spawn.Name);
                break;
            case StopChild stop:
                Context.Stop(Context.Child(stop.Name));
                break;
            case Attend attend:
                _ = attend.Begins ? Context.Watch(attend.Other) : Context.Unwatch(attend.Other);
                break;
            case Terminated terminated:
                _notes.ObituariesOf(PathOf(Self)).Enqueue(terminated.ActorRef.Path.Name);
                break;
            default:
                Say($"unexpected {message}");
                break;
        }
    }

    private void Say(string what) => _notes.StoryOf(PathOf(Self)).Enqueue(what);

    private static string PathOf(IActorRef actor) => string.Join('/', actor.Path.Elements.Skip(2));

    internal sealed record Add;

    internal sealed record Stack;

    internal sealed record Fail(int Dice);

    internal sealed record Spawn(string Name, int Dice);

    internal sealed record StopChild(string Name);

    internal sealed record Attend(IActorRef Other, bool Begins);

    /// <summary>Starts the root and never stops it.</summary>
    internal sealed class Warden(Notes notes, int dice) : UntypedActor
    {
        protected override void PreStart() => Context.ActorOf(PropsFor(notes, dice), "root");

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
            -1,
            -1,
            static e => PlannedException.Decide(e) == Directive.Resume ? Directive.Resume : Directive.Restart,
            false);

        protected override void OnReceive(object message)
        {
        }
    }

    /// <summary>What the actors noted, by their paths below the warden.</summary>
    internal sealed class Notes
    {
        private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _stories = new();
        private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _obituaries = new();

        public ConcurrentQueue<string> StoryOf(string path) => _stories.GetOrAdd(path, static _ => new());

        public ConcurrentQueue<string> ObituariesOf(string path) => _obituaries.GetOrAdd(path, static _ => new());
    }
}

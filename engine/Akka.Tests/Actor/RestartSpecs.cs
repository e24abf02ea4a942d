using Akka.Actor;

namespace Akka.Tests.Actor;

/// <summary>What a restart, a resume and a stop do to an actor, its behaviour, its children and its siblings.</summary>
public class RestartSpecs : Akka.TestKit.Xunit2.TestKit
{
    public RestartSpecs()
        : base("akka { loglevel = OFF, test { single-expect-default = 60s, default-timeout = 60s } }")
    {
    }

    [Fact]
    public void A_restart_goes_back_to_the_first_behaviour()
    {
        var child = Child(Start(_ => Directive.Restart), "child");
        child.Tell("become");
        child.Tell("become");
        child.Tell("ping");
        ExpectMsg("stacked ping");
        child.Tell(new InvalidOperationException("restart"));
        child.Tell("ping");
        ExpectMsg("ping");
        child.Tell("unbecome");
        child.Tell("ping");
        ExpectMsg("ping");
    }

    [Fact]
    public void A_resume_keeps_the_behaviour_and_runs_no_hook()
    {
        var child = Child(Start(_ => Directive.Resume, hooks: true), "child");
        ExpectMsg("child PreStart");
        child.Tell("become");
        child.Tell(new InvalidOperationException("resume"));
        child.Tell("ping");
        ExpectMsg("stacked ping");
    }

    [Fact]
    public void A_restart_ends_the_children_before_the_new_instance_starts()
    {
        var child = Child(Start(_ => Directive.Restart, hooks: true), "child");
        ExpectMsg("child PreStart");
        Child(child, "grandchild");
        ExpectMsg("grandchild PreStart");
        child.Tell(new InvalidOperationException("restart"));
        Assert.Equal(
            ["child PreRestart", "child PostStop", "grandchild PostStop", "child PostRestart", "child PreStart"],
            ReceiveN(5).Cast<string>());
    }

    [Fact]
    public void Children_kept_over_a_restart_are_restarted_after_their_parent()
    {
        var child = Child(Start(_ => Directive.Restart, hooks: true, keeps: true), "child");
        ExpectMsg("child PreStart");
        var grandchild = Child(child, "grandchild");
        ExpectMsg("grandchild PreStart");
        child.Tell(new InvalidOperationException("restart"));
        Assert.Equal(
            [
                "child PreRestart", "child PostRestart", "child PreStart",
                "grandchild PreRestart", "grandchild PostRestart", "grandchild PreStart",
            ],
            ReceiveN(6).Cast<string>());
        grandchild.Tell("ping");
        ExpectMsg("ping");
    }

    [Fact]
    public void A_stop_ends_the_children_first()
    {
        var child = Child(Start(_ => Directive.Restart, hooks: true), "child");
        Child(child, "grandchild");
        ReceiveN(2);
        Sys.Stop(child);
        Assert.Equal(["grandchild PostStop", "child PostStop"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void A_stop_during_a_wait_for_children_is_not_undone_by_a_restart_asked_for_meanwhile()
    {
        using var gate = new ManualResetEventSlim();
        var parent = Start(_ => Directive.Restart, allForOne: true);
        var child = Watch(Child(parent, "child"));
        var sibling = Child(parent, "sibling");
        Assert.Equal("at the gate", Ask<string>(Child(child, "grandchild"), gate));

        // The child waits for its own child, is to restart once more because of its sibling, and is then stopped.
        child.Tell(new InvalidOperationException("first restart"));
        AwaitAssert(() => Assert.Null(((LocalActorRef)child).Cell.Actor));
        sibling.Tell(new InvalidOperationException("second restart"));
        ((IInternalActorRef)child).Stop();
        gate.Set();
        ExpectTerminated(child);
    }

    [Fact]
    public void All_for_one_stops_all_once_any_of_them_failed_too_often()
    {
        var parent = Start(_ => Directive.Restart, allForOne: true, retries: 1);
        var one = Watch(Child(parent, "one"));
        var two = Watch(Child(parent, "two"));
        one.Tell(new InvalidOperationException("first"));
        AwaitRestart(two);
        two.Tell(new InvalidOperationException("second"));
        Assert.Equal([one, two], ReceiveN(2).Cast<Terminated>().Select(t => t.ActorRef).Order());
    }

    [Fact]
    public void A_constructor_that_fails_is_tried_again_if_the_supervisor_says_so()
    {
        var failures = new Failures(2);
        var parent = Start(_ => Directive.Restart);
        parent.Tell(Props.Create(() => new Unlucky(TestActor, failures)), ActorRefs.NoSender);
        ExpectMsg("lucky");
    }

    [Fact]
    public void A_failure_that_is_escalated_stops_with_what_the_grandparent_decides()
    {
        var grandparent = Start(_ => Directive.Stop);
        var parent = Watch(Ask<IActorRef>(grandparent, Escalating()));
        var child = Watch(Child(parent, "child"));
        child.Tell(new InvalidOperationException("escalate"));
        Assert.Equal([child, parent], ReceiveN(2).Cast<Terminated>().Select(t => t.ActorRef));
    }

    [Fact]
    public void A_parent_resumed_after_an_escalation_resumes_the_child_that_failed()
    {
        var grandparent = Start(_ => Directive.Resume);
        var child = Child(Ask<IActorRef>(grandparent, Escalating()), "child");
        child.Tell("become");
        child.Tell(new InvalidOperationException("escalate"));
        child.Tell("ping");
        ExpectMsg("stacked ping");
    }

    private Props Escalating()
    {
        var strategy = new OneForOneStrategy(-1, -1, static _ => Directive.Escalate, false);
        return Props.Create(() => new Parent(TestActor, strategy, false, false));
    }

    private IActorRef Start(
        Func<Exception, Directive> decider,
        bool hooks = false,
        bool keeps = false,
        bool allForOne = false,
        int retries = -1)
    {
        SupervisorStrategy strategy = allForOne
            ? new AllForOneStrategy(retries, -1, decider, false)
            : new OneForOneStrategy(retries, -1, decider, false);
        return Sys.ActorOf(Props.Create(() => new Parent(TestActor, strategy, hooks, keeps)));
    }

    private IActorRef Child(IActorRef parent, string name) => Ask<IActorRef>(parent, new Make(name));

    private void AwaitRestart(IActorRef actor) => AwaitAssert(() => Assert.Equal(2, Ask<int>(actor, "instance")));

    // Answers come to a probe of their own, so that they cannot be mistaken for what hooks say.
    private T Ask<T>(IActorRef actor, object question)
    {
        var probe = CreateTestProbe();
        actor.Tell(question, probe);
        return probe.ExpectMsg<T>();
    }

    private sealed record Make(string Name);

    private sealed class Failures(int count)
    {
        private int _left = count;

        public bool Next() => Interlocked.Decrement(ref _left) >= 0;
    }

    private sealed class Parent(IActorRef to, SupervisorStrategy strategy, bool hooks, bool keeps) : UntypedActor
    {
        private readonly Dictionary<string, int> _instances = [];

        protected override SupervisorStrategy SupervisorStrategy() => strategy;

        protected override void OnReceive(object message) => Sender.Tell(message is Make make
            ? Context.ActorOf(Props.Create(() => new Tracked(to, hooks, keeps, _instances)), make.Name)
            : Context.ActorOf((Props)message));
    }

    private sealed class Tracked(IActorRef to, bool hooks, bool keeps, Dictionary<string, int> instances) : UntypedActor
    {
        protected override void PreStart()
        {
            lock (instances)
            {
                instances[Self.Path.Name] = instances.GetValueOrDefault(Self.Path.Name) + 1;
            }

            Say(nameof(PreStart));
        }

        protected override void PreRestart(Exception reason, object message)
        {
            Say(nameof(PreRestart));
            if (!keeps)
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

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Exception e:
                    throw e;
                case Make make:
                    Sender.Tell(
                        Context.ActorOf(Props.Create(() => new Tracked(to, hooks, keeps, instances)), make.Name));
                    break;
                case ManualResetEventSlim gate:
                    Sender.Tell("at the gate");
                    gate.Wait();
                    break;
                case "become":
                    BecomeStacked(Stacked);
                    break;
                case "unbecome":
                    UnbecomeStacked();
                    break;
                case "instance":
                    lock (instances)
                    {
                        Sender.Tell(instances[Self.Path.Name]);
                    }

                    break;
                default:
                    to.Tell(message);
                    break;
            }
        }

        private void Stacked(object message)
        {
            if (message is Exception e)
            {
                throw e;
            }

            if (message is "ping")
            {
                to.Tell("stacked ping");
            }
        }

        private void Say(string hook)
        {
            if (hooks)
            {
                to.Tell($"{Self.Path.Name} {hook}");
            }
        }
    }

    private sealed class Unlucky : UntypedActor
    {
        public Unlucky(IActorRef to, Failures failures)
        {
            if (failures.Next())
            {
                throw new InvalidOperationException("unlucky");
            }

            to.Tell("lucky");
        }

        protected override void OnReceive(object message)
        {
        }
    }
}

using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace Akka.Tests.Actor;

public class SystemSpecs
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Phases_run_in_the_order_of_their_dependencies_and_a_task_that_fails_does_not_stop_them()
    {
        var system = ActorSystem.Create("phases", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);
        var ran = new List<string>();
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "last", () => Note("last"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "second", () => Note("second"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "broken", () => throw new InvalidOperationException());
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first", () => Note("first"));
        Assert.Throws<ConfigurationException>(() => shutdown.AddTask("nowhere", "x", () => Note("x")));
        Assert.Null(shutdown.ShutdownReason);
        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Soon);
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Soon);
        Assert.Equal(["first", "second", "last"], ran);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
        Assert.True(system.WhenTerminated.IsCompleted);

        Task<Done> Note(string name)
        {
            lock (ran)
            {
                ran.Add(name);
            }

            return Task.FromResult(Done.Instance);
        }
    }

    [Fact]
    public async Task Terminate_runs_the_shutdown_and_a_phase_that_hangs_is_left_after_its_timeout()
    {
        var system = ActorSystem.Create(
            "hang",
            "akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown.phases.service-stop.timeout = 100ms }");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        await system.Terminate().WaitAsync(Soon);
        Assert.Same(CoordinatedShutdown.ActorSystemTerminateReason.Instance, shutdown.ShutdownReason);
        Assert.Equal(TimeSpan.FromSeconds(10), shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
    }

    [Fact]
    public async Task The_end_of_a_system_stops_its_actors_and_calls_back_in_reverse_order()
    {
        var system = ActorSystem.Create("end", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
        var stopped = new TaskCompletionSource();
        system.ActorOf(Props.Create(() => new Parent(stopped)));
        var calls = new List<int>();
        system.RegisterOnTermination(() => calls.Add(1));
        system.RegisterOnTermination(() => calls.Add(2));
        await system.Terminate().WaitAsync(Soon);
        Assert.True(stopped.Task.IsCompleted);
        Assert.Equal([2, 1], calls);
        Assert.Throws<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty));
        await system.Terminate().WaitAsync(Soon);
    }

    [Fact]
    public async Task A_failure_that_reaches_the_top_ends_the_system()
    {
        var system = ActorSystem.Create(
            "top",
            """
            akka { loglevel = OFF, stdout-loglevel = OFF }
            akka.actor.guardian-supervisor-strategy = "Akka.Tests.Actor.SystemSpecs+Escalating, Akka.Tests"
            """);
        system.ActorOf(Props.Create(() => new Thrower())).Tell("now");
        await system.WhenTerminated.WaitAsync(Soon);
    }

    [Fact]
    public async Task Extensions_are_made_once_and_loaded_by_name()
    {
        var name = typeof(CounterProvider).AssemblyQualifiedName;
        var system = ActorSystem.Create("ext", $"akka.loglevel = OFF, akka.extensions = [\"{name}\"]");
        Assert.True(system.HasExtension<Counter>());
        var counter = system.GetExtension<Counter>();
        Assert.Same(counter, new CounterProvider().Apply(system));
        Assert.Same(counter, system.WithExtension<Counter, CounterProvider>());
        Assert.Same(system, counter.System);
        Assert.False(system.HasExtension(typeof(string)));
        await system.Terminate().WaitAsync(Soon);
    }

    [Fact]
    public async Task Settings_come_from_the_setup_and_fall_back_to_the_reference()
    {
        var setup = BootstrapSetup.Create()
            .WithConfig("akka.loglevel = ERROR")
            .WithActorRefProvider(ProviderSelection.Cluster.Instance)
            .And(new Marker());
        var system = ActorSystem.Create("setup", setup);
        Assert.Equal("ERROR", system.Settings.LogLevel);
        Assert.True(system.Settings.HasCluster);
        Assert.True(system.Settings.Setup.Get<Marker>().HasValue);
        Assert.Equal(30, system.Settings.Config.GetInt("akka.actor.default-dispatcher.throughput"));
        Assert.Equal("akka://setup", ((ExtendedActorSystem)system).Provider.DefaultAddress.ToString());
        Assert.Throws<ArgumentException>(() => ActorSystem.Create("no good"));
        await system.Terminate().WaitAsync(Soon);
    }

    [Fact]
    public async Task The_scheduler_is_never_early_repeats_and_can_be_cancelled()
    {
        var system = ActorSystem.Create("time", "akka.loglevel = OFF");
        var clock = system.Scheduler;
        var asked = clock.MonotonicClock;
        var fired = new TaskCompletionSource<TimeSpan>();
        clock.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(35), () => fired.TrySetResult(clock.MonotonicClock));
        Assert.True(await fired.Task.WaitAsync(Soon) - asked >= TimeSpan.FromMilliseconds(35));
        var ticks = 0;
        var third = new TaskCompletionSource();
        var cancel = clock.Advanced.ScheduleRepeatedlyCancelable(5, 10, () =>
        {
            if (++ticks == 3)
            {
                third.TrySetResult();
            }
        });
        await third.Task.WaitAsync(Soon);
        cancel.Cancel();
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advanced.ScheduleOnce(-1, () => { }));
        await system.Terminate().WaitAsync(Soon);
        Assert.Throws<SchedulerException>(() => clock.Advanced.ScheduleOnce(1, () => { }));
    }

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }

    public sealed class Counter(ExtendedActorSystem system) : IExtension
    {
        public ExtendedActorSystem System { get; } = system;
    }

    public sealed class CounterProvider : ExtensionIdProvider<Counter>
    {
        public override Counter CreateExtension(ExtendedActorSystem system) => new(system);
    }

    private sealed class Marker : Setup
    {
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(TaskCompletionSource stopped) =>
            Context.ActorOf(Props.Create(() => new Child(stopped)));
    }

    private sealed class Child(TaskCompletionSource stopped) : ReceiveActor
    {
        protected override void PostStop() => stopped.TrySetResult();
    }

    private sealed class Thrower : ReceiveActor
    {
        public Thrower() => ReceiveAny(_ => throw new InvalidOperationException("up"));
    }
}

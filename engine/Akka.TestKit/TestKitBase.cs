using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>A system to test in, an actor that receives for the test, and expectations on what it receives.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static long _testActorNumber;

    private readonly TestQueue _queue = new();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    /// <summary>Tests in a system of one's own, or in a new one.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    /// <summary>Tests in a new system.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystemSetup setup,
        string? actorSystemName = null,
        string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    /// <summary>Tests in a new system.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        Config config,
        string? actorSystemName = null,
        string? testActorName = null)
        : this(
            assertions,
            null,
            ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)),
            actorSystemName,
            testActorName)
    {
    }

    /// <summary>Tests in a system of one's own, or in a new one.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystem? system,
        ActorSystemSetup config,
        string? actorSystemName,
        string? testActorName)
    {
        Assertions = assertions ?? throw new ArgumentNullException(nameof(assertions));
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    /// <summary>The configuration of the kit itself.</summary>
    public static Config DefaultConfig { get; } =
        ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.reference.conf");

    /// <summary>A configuration that logs everything the runtime can log.</summary>
    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka.log-dead-letters-during-shutdown = true
        akka.actor.debug.receive = true
        akka.actor.debug.autoreceive = true
        akka.actor.debug.lifecycle = true
        akka.actor.debug.event-stream = true
        akka.actor.debug.unhandled = true
        akka.actor.debug.fsm = true
        akka.actor.debug.log-timers = true
        akka.loglevel = DEBUG
        akka.stdout-loglevel = DEBUG
        """);

    /// <summary>The time now, for measuring.</summary>
    public static TimeSpan Now => TimeSpan.FromTicks(DateTime.UtcNow.Ticks);

    /// <summary>The system.</summary>
    public ActorSystem Sys { get; private set; } = null!;

    /// <summary>The actor that receives for the test.</summary>
    public IActorRef TestActor { get; private set; } = null!;

    /// <summary>The settings.</summary>
    public TestKitSettings TestKitSettings { get; private set; } = null!;

    /// <summary>Expects or mutes log entries.</summary>
    public EventFilterFactory EventFilter { get; private set; } = null!;

    /// <summary>The log of the test.</summary>
    public ILoggingAdapter Log { get; private set; } = null!;

    /// <summary>The sender of the message received last.</summary>
    public IActorRef LastSender => _last.Sender;

    /// <summary>The message received last.</summary>
    public object LastMessage => _last.Message;

    /// <summary>True when there are messages that the test has not looked at.</summary>
    public bool HasMessages => _queue.Count > 0;

    internal ITestKitAssertions Assertions { get; }

    /// <summary>Expects or mutes log entries of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Makes another actor that puts what it receives where this test finds it.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(Sys, name);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Looks actors up by a path that begins at an actor.</summary>
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) =>
        Sys.ActorSelection(anchorRef, actorPath);

    /// <summary>Makes a probe.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <summary>Makes a probe in another system.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) =>
        new(system, Assertions, name);

    /// <summary>Makes a latch.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);

    /// <summary>Makes a barrier for so many threads.</summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    /// <summary>Ends a system and waits for it.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(Sys, duration, verifySystemShutdown);

    /// <summary>Ends a system and waits for it.</summary>
    protected virtual void Shutdown(ActorSystem? system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= Sys;
        var time = duration ?? TimeSpan.FromTicks(
            Math.Clamp(Dilated(TestKitSettings.DefaultTimeout).Ticks, 0, TimeSpan.FromSeconds(10).Ticks));
        var ended = system.Terminate().Wait(time);
        if (!ended)
        {
            var text = $"Failed to stop [{system.Name}] within [{time}]";
            if (verifySystemShutdown)
            {
                throw new TimeoutException(text);
            }

            system.Log.Warning(text);
        }
    }

    /// <summary>Starts the system, if need be, and the test actor.</summary>
    protected void InitializeTest(
        ActorSystem? system, Config config, string? actorSystemName, string? testActorName) =>
        InitializeTest(
            system,
            ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)),
            actorSystemName,
            testActorName);

    /// <summary>Starts the system, if need be, and the test actor.</summary>
    protected virtual void InitializeTest(
        ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        if (system is null)
        {
            var bootstrap = config.Get<BootstrapSetup>();
            var withDefaults = bootstrap.HasValue
                ? bootstrap.Value.WithConfigFallback(DefaultConfig)
                : BootstrapSetup.Create().WithConfig(DefaultConfig);
            system = ActorSystem.Create(actorSystemName ?? "test", config.WithSetup(withDefaults));
        }
        else
        {
            system.Settings.InjectTopLevelFallback(DefaultConfig);
        }

        system.RegisterExtension(new TestKitAssertionsExtension(Assertions));
        Sys = system;
        TestKitSettings = TestKitExtension.For(system);
        Log = Logging.GetLogger(system, GetType());
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(
            system, testActorName ?? $"testActor{Interlocked.Increment(ref _testActorNumber)}");
        if (this is not INoImplicitSender)
        {
            ImplicitSender.Install(TestActor);
        }
    }

    private IActorRef CreateTestActor(ActorSystem system, string name)
    {
        var props = Props.Create(() => new InternalTestActor(_queue))
            .WithDispatcher("akka.test.test-actor.dispatcher");
        return ((ExtendedActorSystem)system).SystemActorOf(props, name);
    }
}

using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Pattern;
using Akka.Streams.Implementation.Islands;
using Akka.Streams.Implementation.Modules;

namespace Akka.Streams.Implementation;

/// <summary>Assembles graphs and starts an actor for each of their islands.</summary>
internal sealed class ActorMaterializerImpl : ActorMaterializer
{
    private readonly string _namePrefix;
    private readonly Shared _shared;
    private readonly Attributes _defaultAttributes;

    private ActorMaterializerImpl(
        ActorSystem system, ActorMaterializerSettings settings, IActorRef supervisor, string namePrefix, Shared shared)
    {
        System = system;
        Settings = settings;
        Supervisor = supervisor;
        _namePrefix = namePrefix;
        _shared = shared;
        Logger = Logging.GetLogger(system, typeof(ActorMaterializer));
        _defaultAttributes = new Attributes(
            new Attributes.InputBuffer(settings.InitialInputBufferSize, settings.MaxInputBufferSize),
            Attributes.CancellationStrategy.Default,
            new ActorAttributes.SupervisionStrategy(settings.SupervisionDecider),
            new ActorAttributes.Dispatcher(settings.Dispatcher));
    }

    public override ActorMaterializerSettings Settings { get; }

    public override ActorSystem System { get; }

    public override IActorRef Supervisor { get; }

    public override ILoggingAdapter Logger { get; }

    public override bool IsShutdown => Volatile.Read(ref _shared.IsShutdown);

    public override MessageDispatcher ExecutionContext => string.IsNullOrEmpty(Settings.Dispatcher)
        ? System.Dispatchers.DefaultGlobalDispatcher
        : System.Dispatchers.Lookup(Settings.Dispatcher);

    public static ActorMaterializerImpl Create(
        IActorRefFactory context, ActorSystem system, ActorMaterializerSettings settings, string namePrefix)
    {
        var shared = new Shared();
        var supervisor = context.ActorOf(
            StreamSupervisor.PropsFor(() => Volatile.Write(ref shared.IsShutdown, true)), StreamSupervisor.NextName());
        return new ActorMaterializerImpl(system, settings, supervisor, namePrefix, shared);
    }

    public override IMaterializer WithNamePrefix(string namePrefix) =>
        new ActorMaterializerImpl(System, Settings, Supervisor, namePrefix, _shared);

    public override ActorMaterializerSettings EffectiveSettings(Attributes attributes)
    {
        var settings = Settings;
        foreach (var attribute in attributes.AttributeList)
        {
            settings = attribute switch
            {
                Attributes.InputBuffer buffer => settings.WithInputBuffer(buffer.Initial, buffer.Max),
                ActorAttributes.Dispatcher dispatcher => settings.WithDispatcher(dispatcher.Name),
                ActorAttributes.SupervisionStrategy strategy => settings.WithSupervisionStrategy(strategy.Decider),
                _ => settings,
            };
        }

        return settings;
    }

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) =>
        Materialize(runnable, Attributes.None);

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) =>
        Materialize(runnable, initialAttributes, null);

    /// <summary>Runs a graph; its outermost island in the given actor when there is one.</summary>
    public TMat Materialize<TMat>(
        IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes, IslandActor? host)
    {
        if (IsShutdown)
        {
            throw new IllegalStateException("Trying to materialize stream after materializer has been shutdown");
        }

        var assembler = new GraphAssembler(this);
        var value = assembler.Assemble((Module)runnable.Module, _defaultAttributes.And(initialAttributes));
        var flowName = $"{_namePrefix}-{Interlocked.Increment(ref _shared.FlowCount) - 1}";
        for (var i = 0; i < assembler.Islands.Count; i++)
        {
            var island = assembler.Islands[i];
            if (island.Logics.Count == 0)
            {
                continue;
            }

            var shell = new IslandShell(island, this, Logger);
            if (i == 0 && host is not null)
            {
                host.Add(shell);
            }
            else
            {
                StartActor(
                    WithDispatcher(IslandActor.PropsFor(this, shell), island.Attributes),
                    $"{flowName}-{i}-{island.Attributes.GetNameOrDefault("graph")}");
            }
        }

        return (TMat)value!;
    }

    public override IActorRef ActorOf(MaterializationContext context, Props props) => StartActor(
        WithDispatcher(props, context.EffectiveAttributes),
        $"{_namePrefix}-{Interlocked.Increment(ref _shared.FlowCount) - 1}-0-{context.StageName}");

    public override ICancelable ScheduleOnce(TimeSpan delay, Action action) =>
        System.Scheduler.Advanced.ScheduleOnceCancelable(delay, action);

    public override ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        System.Scheduler.Advanced.ScheduleRepeatedlyCancelable(initialDelay, interval, action);

    public override ILoggingAdapter MakeLogger(object logSource) => Logging.GetLogger(System, logSource);

    public override void Shutdown()
    {
        if (!Interlocked.Exchange(ref _shared.IsShutdown, true))
        {
            Supervisor.Tell(PoisonPill.Instance);
        }
    }

    /// <summary>Starts an actor for a stage, with a name made from the given one.</summary>
    public IActorRef StartStageActor(Props props, string name) => StartActor(
        WithDispatcher(props, _defaultAttributes),
        $"{name}-{Interlocked.Increment(ref _shared.FlowCount) - 1}");

    private static Props WithDispatcher(Props props, Attributes attributes)
    {
        var dispatcher = attributes.GetAttribute<ActorAttributes.Dispatcher>()?.Name;
        return string.IsNullOrEmpty(dispatcher) ? props : props.WithDispatcher(dispatcher);
    }

    // Any thread may attach a child: a stream is running when Materialize returns.
    private IActorRef StartActor(Props props, string name) => Supervisor is LocalActorRef local
        ? local.Cell.AttachChild(props, isSystemService: false, Uri.EscapeDataString(name))
        : throw new IllegalStateException($"Stream supervisor must be a local actor, was [{Supervisor.GetType()}]");

    // What all materializers under one supervisor have in common.
    private sealed class Shared
    {
        public long FlowCount;
        public bool IsShutdown;
    }
}

using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>The provider of a system in one process.</summary>
public sealed class LocalActorRefProvider : ActorRefProviderBase, IActorRefProvider
{
    private readonly EventStream _eventStream;
    private readonly RootActorPath _rootPath;
    private readonly ActorPath _tempNode;
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, IInternalActorRef> _extraNames = new();

    // What was looked up for actors of a type; other kinds of dispatchers may be new for each actor.
    private readonly ConcurrentDictionary<Need, (MessageDispatcher Dispatcher, MailboxType MailboxType)> _known = new();
    private long _tempNumber;
    private LocalActorRef _rootGuardian = null!;
    private VirtualPathContainer _temp = null!;

    /// <summary>Called by the system.</summary>
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        Settings = settings;
        _eventStream = eventStream;
        _rootPath = new RootActorPath(new Address("akka", systemName));
        _tempNode = _rootPath / "temp";
        Deployer = new Deployer(settings);
        DeadLetters = new DeadLetterActorRef(this, _rootPath / "deadLetters", eventStream);
        IgnoreRef = new IgnoreActorRef(this);
    }

    /// <inheritdoc/>
    public IInternalActorRef RootGuardian => _rootGuardian;

    /// <inheritdoc/>
    public LocalActorRef Guardian { get; private set; } = null!;

    /// <inheritdoc/>
    public LocalActorRef SystemGuardian { get; private set; } = null!;

    /// <inheritdoc/>
    public IActorRef DeadLetters { get; }

    /// <inheritdoc/>
    public IActorRef IgnoreRef { get; }

    /// <inheritdoc/>
    public ActorPath RootPath => _rootPath;

    /// <inheritdoc/>
    public Settings Settings { get; }

    /// <inheritdoc/>
    public Deployer Deployer { get; }

    /// <inheritdoc/>
    public IInternalActorRef TempContainer => _temp;

    /// <inheritdoc/>
    public Task TerminationTask => _terminated.Task;

    /// <inheritdoc/>
    public Address DefaultAddress => _rootPath.Address;

    internal override EventStream Events => _eventStream;

    /// <inheritdoc/>
    public void Init(ActorSystemImpl system)
    {
        var dispatcher = system.Dispatchers.InternalDispatcher;
        var mailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        var walker = new RootGuardianSupervisor(this, () => OnRootTerminated(system));
        var root = Props.Create<GuardianActor>(GuardianStrategies.Root);
        _rootGuardian = new RootGuardianRef(system, root, dispatcher, mailbox, walker, _rootPath, _extraNames);
        _temp = new VirtualPathContainer(this, _tempNode, _rootGuardian);
        _extraNames["temp"] = _temp;
        _extraNames["deadLetters"] = (IInternalActorRef)DeadLetters;
        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        Guardian = MakeGuardian(system, Props.Create<GuardianActor>(userStrategy), "user", dispatcher, mailbox);
        SystemGuardian = MakeGuardian(
            system,
            Props.Create<SystemGuardianActor>(Guardian).WithSupervisorStrategy(GuardianStrategies.System),
            "system",
            dispatcher,
            mailbox);
        _rootGuardian.Start();
        _rootGuardian.Cell.UseThreadContext(() => _rootGuardian.Tell(new GuardianActor.WatchChild(SystemGuardian)));
        Guardian.Start();
        SystemGuardian.Start();
    }

    /// <inheritdoc/>
    public IActorRef RootGuardianAt(Address address) =>
        address.Equals(_rootPath.Address) ? RootGuardian : DeadLetters;

    /// <inheritdoc/>
    public IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async)
    {
        var wantsRouter = props.RouterConfig is not NoRouter || deploy is { RouterConfig: not NoRouter };
        if (lookupDeploy && Deployer.Lookup(path) is { } configured)
        {
            WarnOfUnusedRouter(configured, wantsRouter, path);
            props = props.WithDeploy(wantsRouter ? configured : configured.WithRouterConfig(NoRouter.Instance));
        }

        if (deploy is not null)
        {
            props = props.WithDeploy(deploy);
        }

        return wantsRouter
            ? RoutedActorRef.Create(system, props, supervisor, path)
            : NewLocalRef(system, props, supervisor, path);
    }

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(string path) =>
        ActorPath.TryParse(path, out var parsed) && parsed.Address.Equals(_rootPath.Address)
            ? ResolveActorRef(parsed)
            : DeadLetters;

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (!actorPath.Address.Equals(_rootPath.Address))
        {
            return DeadLetters;
        }

        var names = actorPath.Elements;
        if (names.Count == 0)
        {
            return RootGuardian;
        }

        var found = _extraNames.TryGetValue(names[0], out var extra)
            ? extra.GetChild(names.Skip(1).ToArray())
            : _rootGuardian.GetChild(names);
        var isOther = actorPath.Uid != ActorPath.UndefinedUid && found.Path.Uid != actorPath.Uid;
        return found.IsNobody() || isOther ? new EmptyLocalActorRef(this, actorPath, _eventStream) : found;
    }

    /// <inheritdoc/>
    public ActorPath TempPath()
    {
        var number = Interlocked.Increment(ref _tempNumber);
        return _tempNode / string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ask-{number:x}");
    }

    /// <inheritdoc/>
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.Add(path.Name, actorRef);

    /// <inheritdoc/>
    public void UnregisterTempActor(ActorPath path) => _temp.Remove(path.Name);

    /// <inheritdoc/>
    public Address? GetExternalAddressFor(Address address) =>
        address.Equals(_rootPath.Address) ? address : null;

    /// <summary>Adds a place below the root that is no actor.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor) => _extraNames[name] = actor;

    private LocalActorRef NewLocalRef(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path)
    {
        var need = new Need(props.Type, props.Dispatcher, props.Mailbox);
        if (_known.TryGetValue(need, out var known))
        {
            return new LocalActorRef(system, props, known.Dispatcher, known.MailboxType, supervisor, path);
        }

        if (!system.Dispatchers.HasDispatcher(props.Dispatcher))
        {
            throw new ConfigurationException($"Dispatcher [{props.Dispatcher}] not configured for path {path}");
        }

        try
        {
            var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
            var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
            if (dispatcher.Configurator is DispatcherConfigurator)
            {
                _known[need] = (dispatcher, mailbox);
            }

            return new LocalActorRef(system, props, dispatcher, mailbox, supervisor, path);
        }
        catch (Exception e)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{props.Dispatcher}] and mailbox "
                + $"[{props.Mailbox}]: {e.Message}",
                e);
        }
    }

    private void WarnOfUnusedRouter(Deploy configured, bool wantsRouter, ActorPath path)
    {
        if (!wantsRouter && Settings.DebugRouterMisconfiguration && configured.RouterConfig is not NoRouter)
        {
            _eventStream.Publish(new Warning(
                path.ToString(),
                GetType(),
                $"[{path}] is a router in [akka.actor.deployment], but its props have none: it is made as a plain "
                + "actor."));
        }
    }

    private LocalActorRef MakeGuardian(
        ActorSystemImpl system, Props props, string name, MessageDispatcher dispatcher, MailboxType mailbox)
    {
        var guardian = new LocalActorRef(system, props, dispatcher, mailbox, _rootGuardian, _rootPath / name);
        _rootGuardian.Cell.AdoptChild(name, guardian);
        return guardian;
    }

    private void OnRootTerminated(ActorSystemImpl system)
    {
        _terminated.TrySetResult();

        // Not on the thread of the root guardian, which still has to leave its mailbox.
        ThreadPool.UnsafeQueueUserWorkItem(static s => s.Ended(), system, preferLocal: false);
    }

    private readonly record struct Need(Type Type, string Dispatcher, string Mailbox);
}

using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The system itself.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly string _name;
    private readonly Lock _terminationLock = new();
    private readonly Stack<Action> _terminationCallbacks = new();
    private readonly TaskCompletionSource _whenTerminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Serialization.Serialization? _serialization;
    private bool _terminated;
    private int _terminating;

    internal ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus "
                + "non-leading '-' or '_')",
                nameof(name));
        }

        ArgumentNullException.ThrowIfNull(config);
        _name = name;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", typeof(ActorSystem), Settings.LogFormatter);
        Scheduler = MakeScheduler();
        var provider = new LocalActorRefProvider(name, Settings, EventStream);
        Provider = provider;
        Mailboxes = new Mailboxes(this);
        Dispatchers = new Dispatchers(
            this, new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes), Log);
    }

    /// <inheritdoc/>
    public override Settings Settings { get; }

    /// <inheritdoc/>
    public override string Name => _name;

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <inheritdoc/>
    public override Dispatchers Dispatchers { get; }

    /// <inheritdoc/>
    public override EventStream EventStream { get; }

    /// <inheritdoc/>
    public override IActorRef DeadLetters => Provider.DeadLetters;

    /// <inheritdoc/>
    public override IActorRef IgnoreRef => Provider.IgnoreRef;

    /// <inheritdoc/>
    public override ILoggingAdapter Log { get; }

    /// <inheritdoc/>
    public override Mailboxes Mailboxes { get; }

    /// <inheritdoc/>
    public override Serialization.Serialization Serialization => _serialization
        ?? throw new InvalidOperationException("The system has not started yet.");

    /// <inheritdoc/>
    public override IScheduler Scheduler { get; }

    /// <inheritdoc/>
    public override IInternalActorRef Guardian => Provider.Guardian;

    /// <inheritdoc/>
    public override IInternalActorRef LookupRoot => Provider.RootGuardian;

    /// <inheritdoc/>
    public override IInternalActorRef SystemGuardian => Provider.SystemGuardian;

    /// <inheritdoc/>
    public override Task WhenTerminated => _whenTerminated.Task;

    internal bool IsTerminating => Volatile.Read(ref _terminating) != 0;

    /// <inheritdoc/>
    public override IActorRef ActorOf(Props props, string? name = null) =>
        Provider.Guardian.Cell.AttachChild(props, false, name);

    /// <inheritdoc/>
    public override IActorRef SystemActorOf(Props props, string? name = null) =>
        Provider.SystemGuardian.Cell.AttachChild(
            props.Deploy.Dispatcher.Length == 0 ? props.WithDispatcher(Dispatchers.InternalDispatcherId) : props,
            true,
            name);

    /// <inheritdoc/>
    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    /// <inheritdoc/>
    public override ActorSelection ActorSelection(ActorPath actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this);

    /// <inheritdoc/>
    public override ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this, LookupRoot);

    /// <inheritdoc/>
    public override void Stop(IActorRef actor)
    {
        var parent = (actor as IInternalActorRef)?.Parent;
        if (parent is LocalActorRef guardian && (guardian.Equals(Guardian) || guardian.Equals(SystemGuardian)))
        {
            guardian.SendSystemMessage(new Dispatch.SysMsg.StopChild(actor));
        }
        else
        {
            (actor as IInternalActorRef)?.Stop();
        }
    }

    /// <inheritdoc/>
    public override void RegisterOnTermination(Action code)
    {
        lock (_terminationLock)
        {
            if (_terminated)
            {
                throw new InvalidOperationException("ActorSystem already terminated.");
            }

            _terminationCallbacks.Push(code);
        }
    }

    /// <inheritdoc/>
    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
        {
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            _ = FinalTerminate();
        }

        return WhenTerminated;
    }

    /// <inheritdoc/>
    public override void Abort() => _ = FinalTerminate();

    /// <inheritdoc/>
    public override string PrintTree() => ActorTreePrinter.Print(Provider.RootGuardian);

    /// <inheritdoc/>
    public override string ToString() => LookupRoot.Path.Root.Address.ToString();

    internal Task FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) == 0)
        {
            Log.Debug("System shutdown initiated");
            Provider.Guardian.Stop();
        }

        return WhenTerminated;
    }

    internal void Start()
    {
        try
        {
            Provider.Init(this);
            _serialization = new Serialization.Serialization(this);
            EventStream.StartDefaultLoggers(this);
            EventStream.StartUnsubscriber(this);
            StartDeadLetterListener();
            LoadExtensions();
            _ = CoordinatedShutdown.Get(this);
            if (Settings.LogConfigOnStart)
            {
                Log.Info("{0}", Settings.ToString());
            }
        }
        catch
        {
            _ = FinalTerminate();
            throw;
        }
    }

    /// <summary>Called when the root guardian is gone: runs the callbacks and lets the threads go.</summary>
    internal void Ended()
    {
        Action[] callbacks;
        lock (_terminationLock)
        {
            _terminated = true;
            callbacks = [.. _terminationCallbacks];
        }

        foreach (var callback in callbacks)
        {
            try
            {
                callback();
            }
            catch (Exception e)
            {
                Log.Error(e, "Failed to run termination callback, due to [{0}]", e.Message);
            }
        }

        (Scheduler as IDisposable)?.Dispose();
        foreach (var extension in LoadedExtensions().OfType<IDisposable>())
        {
            extension.Dispose();
        }

        Dispatchers.ShutDown();
        _whenTerminated.TrySetResult();
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-_]*$")]
    private static partial Regex NamePattern();

    private IScheduler MakeScheduler()
    {
        var type = Type.GetType(Settings.SchedulerClass) ?? throw new ConfigurationException(
            $"Could not find the scheduler type [{Settings.SchedulerClass}]");
        return (IScheduler)Activator.CreateInstance(type, Settings.Config, Log)!;
    }

    private void StartDeadLetterListener()
    {
        if (Settings.LogDeadLetters > 0)
        {
            SystemActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener");
        }

        if (Settings.DebugUnhandledMessage)
        {
            SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder");
        }
    }
}

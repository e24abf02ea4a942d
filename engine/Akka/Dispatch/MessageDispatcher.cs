using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Gives actors threads to run on.</summary>
public abstract class MessageDispatcher
{
    /// <summary>
    /// How many messages an actor handles before it makes room for another, where nothing is configured.
    /// </summary>
    public static readonly int DefaultThroughput = 100;

    private long _inhabitants;

    /// <summary>Called by the configurator.</summary>
    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
        Id = string.Empty;
    }

    /// <summary>Who made the dispatcher.</summary>
    public MessageDispatcherConfigurator Configurator { get; }

    /// <summary>The event stream of the system.</summary>
    public EventStream EventStream => Configurator.Prerequisites.EventStream;

    /// <summary>The mailboxes of the system.</summary>
    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    /// <summary>The id by which it was looked up.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages an actor handles before it makes room for another.</summary>
    public int Throughput { get; set; }

    /// <summary>
    /// How long, in ticks, an actor handles messages before it makes room for another; null is no limit.
    /// </summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    /// <summary>How many actors it has.</summary>
    protected long Inhabitants => Interlocked.Read(ref _inhabitants);

    /// <summary>Runs an action.</summary>
    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    /// <summary>Runs a runnable.</summary>
    public void Schedule(IRunnable run) => ExecuteTask(run);

    /// <summary>Takes an actor on.</summary>
    public virtual void Attach(ActorCell cell)
    {
        Interlocked.Increment(ref _inhabitants);
        RegisterForExecution(cell.Mailbox, false, true);
    }

    /// <summary>Lets an actor go: closes its mailbox and moves what is in it to the dead letters.</summary>
    public virtual void Detach(ActorCell cell)
    {
        cell.Mailbox.Close();
        cell.Mailbox.CleanUp();
        Interlocked.Decrement(ref _inhabitants);
    }

    /// <summary>Delivers a user message.</summary>
    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.MessageQueue.Enqueue(cell.Self, envelope);
        if (mailbox.IsRunning)
        {
            return;
        }

        RegisterForExecution(mailbox, true, false);
        if (mailbox.IsClosed)
        {
            mailbox.CleanUp();
        }
    }

    /// <summary>Delivers a system message.</summary>
    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(message);
        if (mailbox.IsClosed)
        {
            mailbox.CleanUp();
        }
        else
        {
            RegisterForExecution(mailbox, false, true);
        }
    }

    internal virtual bool RegisterForExecution(Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint)
    {
        if (!mailbox.TrySchedule(hasMessageHint, hasSystemMessageHint))
        {
            return false;
        }

        ExecuteTask(mailbox);
        return true;
    }

    /// <summary>Makes the mailbox of an actor.</summary>
    internal virtual Mailbox CreateMailbox(ActorCell cell, MailboxType mailboxType) =>
        new(mailboxType.Create(cell.Self, cell.System));

    /// <summary>Ends the dispatcher's threads.</summary>
    internal void ShutDown() => Shutdown();

    /// <summary>Runs a runnable on a thread.</summary>
    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Called when the system ends.</summary>
    protected virtual void Shutdown()
    {
    }

    /// <summary>Logs what a runnable threw.</summary>
    protected void ReportFailure(Exception ex) =>
        EventStream.Publish(new Error(ex, GetType().FullName!, GetType(), "Dispatcher task failed"));
}

/// <summary>Makes a dispatcher from its configuration.</summary>
public abstract class MessageDispatcherConfigurator
{
    /// <summary>The constructor that every configurator must have.</summary>
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    /// <summary>The configuration of the dispatcher.</summary>
    public Config Config { get; }

    /// <summary>What dispatchers need of the system.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The dispatcher; the same one each time, unless the kind says otherwise.</summary>
    public abstract MessageDispatcher Dispatcher();

    /// <summary>The executor that the configuration names.</summary>
    protected ExecutorServiceConfigurator ConfigureExecutor() => ExecutorServiceConfigurator.For(Config, Prerequisites);
}

/// <summary>What dispatchers need of the system.</summary>
public interface IDispatcherPrerequisites
{
    /// <summary>The event stream.</summary>
    EventStream EventStream { get; }

    /// <summary>The scheduler.</summary>
    IScheduler Scheduler { get; }

    /// <summary>The settings.</summary>
    Settings Settings { get; }

    /// <summary>The mailboxes.</summary>
    Mailboxes Mailboxes { get; }
}

/// <summary>What dispatchers need of the system.</summary>
public sealed class DefaultDispatcherPrerequisites : IDispatcherPrerequisites
{
    /// <summary>Holds its arguments.</summary>
    public DefaultDispatcherPrerequisites(
        EventStream eventStream, IScheduler scheduler, Settings settings, Mailboxes mailboxes)
    {
        EventStream = eventStream;
        Scheduler = scheduler;
        Settings = settings;
        Mailboxes = mailboxes;
    }

    /// <inheritdoc/>
    public EventStream EventStream { get; }

    /// <inheritdoc/>
    public IScheduler Scheduler { get; }

    /// <inheritdoc/>
    public Settings Settings { get; }

    /// <inheritdoc/>
    public Mailboxes Mailboxes { get; }
}

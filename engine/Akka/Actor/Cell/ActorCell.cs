using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// The inside of an actor: its instance, behaviours, children, watches and mailbox. Only the thread that runs the
/// mailbox touches it, the mailbox itself and the table of children excepted.
/// </summary>
public partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell? _current;

    private readonly ActorSystemImpl _system;
    private readonly IInternalActorRef _self;
    private ActorBase? _actor;
    private Receive? _behaviour;
    private Envelope _envelope;
    private long _envelopeId;
    private RareState? _rare;

    /// <summary>Called by the reference that owns the cell.</summary>
    public ActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef parent)
    {
        _system = system;
        _self = self;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    /// <summary>The actor itself.</summary>
    public IActorRef Self => _self;

    /// <summary>The parent.</summary>
    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    /// <summary>What the actor was made from.</summary>
    public Props Props { get; private set; }

    /// <summary>The system.</summary>
    public ActorSystem System => _system;

    /// <summary>The system.</summary>
    public ActorSystemImpl SystemImpl => _system;

    /// <summary>What runs the actor.</summary>
    public MessageDispatcher Dispatcher { get; }

    /// <summary>The mailbox.</summary>
    public Mailbox Mailbox { get; private set; } = null!;

    /// <summary>The message being handled.</summary>
    public object? CurrentMessage => _envelope.Message;

    /// <summary>True when there are messages to handle.</summary>
    public bool HasMessages => Mailbox.HasMessages;

    /// <summary>How many messages there are to handle.</summary>
    public int NumberOfMessages => Mailbox.MessageQueue.Count;

    /// <summary>True: the actor is in this process.</summary>
    public bool IsLocal => true;

    /// <summary>True once the actor is gone.</summary>
    public bool IsTerminated => Mailbox.IsClosed;

    /// <summary>Runs the continuations of asynchronous handlers.</summary>
    public virtual ActorTaskScheduler TaskScheduler => Rare.TaskScheduler ??= new ActorTaskScheduler(this);

    /// <summary>The sender of the message being handled; the dead letters when there is none.</summary>
    public IActorRef Sender => _envelope.Sender ?? _system.DeadLetters;

    internal static ActorCell? Current
    {
        get => _current;
        set => _current = value;
    }

    internal ActorBase? Actor => _actor;

    internal bool IsCreatingActor { get; private set; }

    internal Envelope CurrentEnvelope => _envelope;

    internal long CurrentEnvelopeId => _envelopeId;

    internal int StashCapacity => Props.Deploy.StashCapacity != Deploy.NoStashSize
        ? Props.Deploy.StashCapacity
        : _system.Mailboxes.DefaultStashCapacity(Props.Mailbox);

    /// <summary>The actor running on this thread, or no sender.</summary>
    public static IActorRef GetCurrentSelfOrNoSender() => _current?.Self!;

    /// <summary>The sender of the message being handled on this thread, or no sender.</summary>
    public static IActorRef GetCurrentSenderOrNoSender() => _current is { } cell ? cell._envelope.Sender : null!;

    /// <summary>
    /// Makes the mailbox and asks for the first instance; the actor does not run before <see cref="Start"/>.
    /// </summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        Mailbox = Dispatcher.CreateMailbox(this, mailboxType);
        Mailbox.SetActor(this);
        Mailbox.BeginFresh();
    }

    /// <summary>Lets the actor run.</summary>
    public virtual void Start()
    {
        PreStart();
        Dispatcher.Attach(this);
    }

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, _system);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, _system, Self);

    /// <summary>Delivers a user message.</summary>
    public virtual void SendMessage(Envelope message) => Dispatcher.Dispatch(this, message);

    /// <summary>Delivers a user message.</summary>
    public virtual void SendMessage(IActorRef sender, object message) =>
        Dispatcher.Dispatch(this, new Envelope(message, sender));

    /// <summary>Delivers a system message.</summary>
    public virtual void SendSystemMessage(ISystemMessage systemMessage) =>
        Dispatcher.SystemDispatch(this, (SystemMessage)systemMessage);

    /// <summary>Runs an action with this actor as the running one; for tests.</summary>
    public void UseThreadContext(Action action)
    {
        var outer = _current;
        _current = this;
        try
        {
            action();
        }
        finally
        {
            _current = outer;
        }
    }

    internal static ActorCell CurrentOrThrow() => _current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    /// <summary>Lets no second instance be made until the next restart.</summary>
    internal void EndCreation()
    {
        IsCreatingActor = false;
        ForgetBehaviours();
    }

    internal void Detach() => Dispatcher.Detach(this);

    /// <summary>Called before the actor is given a thread.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Makes an instance; the actor's props by default.</summary>
    protected virtual ActorBase CreateNewActorInstance() => Props.NewActor();

    [MemberNotNull(nameof(_actor))]
    private ActorBase NewActor()
    {
        ForgetBehaviours();
        IsCreatingActor = true;
        ActorBase instance;
        try
        {
            instance = CreateNewActorInstance()
                ?? throw new ActorInitializationException(_self, "PreStart: actor instance was not created");
        }
        finally
        {
            IsCreatingActor = false;
        }

        _actor = instance;
        Equip(instance);
        (instance as IInitializableActor)?.Init();
        return instance;
    }

    private void ClearActor(ActorBase? actor)
    {
        if (actor is null)
        {
            return;
        }

        Props.Release(actor);
        ForgetBehaviours();
        if (ReferenceEquals(_actor, actor))
        {
            _actor = null;
        }
    }
}

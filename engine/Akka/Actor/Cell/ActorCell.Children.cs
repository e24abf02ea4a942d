using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    private ChildrenTable? _children;

    private ChildrenTable Children =>
        _children ?? Interlocked.CompareExchange(ref _children, new ChildrenTable(), null) ?? _children;

    /// <summary>Makes a child.</summary>
    public virtual IActorRef ActorOf(Props props, string? name = null) =>
        MakeChild(props, name, isSystemService: false);

    /// <summary>Makes a child in the name of the system.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string? name = null) =>
        MakeChild(props, name, isSystemService);

    /// <summary>The child of that name, or <see cref="Nobody"/>.</summary>
    public IActorRef Child(string name) => GetSingleChild(name);

    /// <summary>The children, those that are stopping included.</summary>
    public IEnumerable<IInternalActorRef> GetChildren() => _children?.Refs() ?? [];

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    /// <summary>The child of that name, and of that uid if the name has one; else <see cref="Nobody"/>.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        if (_children is not { } children)
        {
            return Nobody.Instance;
        }

        var hash = name.IndexOf('#');
        if (hash < 0)
        {
            return children.Find(name) ?? Nobody.Instance;
        }

        return long.TryParse(name.AsSpan(hash + 1), out var uid)
            && children.Find(name[..hash]) is { } child && child.Path.Uid == uid
            ? child
            : Nobody.Instance;
    }

    /// <summary>Stops an actor; a child is then no longer counted as running.</summary>
    public void Stop(IActorRef child)
    {
        var target = (IInternalActorRef)child;
        _children?.ShallDie(target);
        target.Stop();
    }

    /// <summary>Stops the actor itself.</summary>
    public void Stop() => SendSystemMessage(new Terminate());

    /// <summary>Counts an actor that was made elsewhere among the children; for the guardians.</summary>
    internal void AdoptChild(string name, IInternalActorRef child)
    {
        var children = Children;
        lock (children.Lock)
        {
            children.Add(name, child);
        }
    }

    /// <summary>Makes a child whose reference somebody else builds, from the path it is to have.</summary>
    internal TRef MakeChild<TRef>(string? name, Func<ActorPath, TRef> build)
        where TRef : IInternalActorRef
    {
        CheckName(name);
        var children = Children;
        TRef child;
        lock (children.Lock)
        {
            child = build(NewChildPath(children, name));
            children.Add(child.Path.Name, child);
        }

        StartChild(child);
        return child;
    }

    private IInternalActorRef MakeChild(Props props, string? name, bool isSystemService)
    {
        CheckName(name);
        var children = Children;
        IInternalActorRef child;
        lock (children.Lock)
        {
            child = _system.Provider.ActorOf(
                _system,
                props,
                _self,
                NewChildPath(children, name),
                isSystemService,
                deploy: null,
                lookupDeploy: !isSystemService,
                async: false);
            children.Add(child.Path.Name, child);
        }

        StartChild(child);
        return child;
    }

    private ChildActorPath NewChildPath(ChildrenTable children, string? name)
    {
        name ??= children.NextName();
        children.CheckFree(name, Self.Path);
        return new ChildActorPath(Self.Path, name, Random.Shared.NextInt64(1, int.MaxValue));
    }

    // A child of a suspended parent is resumed with it, so it has to be suspended as often.
    private void StartChild(IInternalActorRef child)
    {
        for (var i = Mailbox.SuspendCount; i > 0; i--)
        {
            child.Suspend();
        }

        child.Start();
    }

    // Returns the children that have to stop first. An actor without any needs no table to be closed to new ones.
    private IInternalActorRef[] CloseChildren()
    {
        var children = _children ?? Interlocked.CompareExchange(ref _children, ChildrenTable.Closed, null);
        return children is null || ReferenceEquals(children, ChildrenTable.Closed)
            ? []
            : children.Close(new ChildrenTable.Termination());
    }

    private void ForgetChildren()
    {
        var children = _children ?? Interlocked.CompareExchange(ref _children, ChildrenTable.Closed, null);
        if (!ReferenceEquals(children, ChildrenTable.Closed))
        {
            children?.SetTerminated();
        }
    }

    private static void CheckName(string? name)
    {
        if (name is null)
        {
            return;
        }

        if (name.Length == 0)
        {
            throw new InvalidActorNameException("Actor name must not be empty.");
        }

        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and "
                + $"can only contain these special characters: {ActorPath.ValidSymbols}.");
        }
    }

    private void SuspendChildren(IActorRef? except)
    {
        foreach (var child in GetChildren())
        {
            if (!child.Equals(except))
            {
                child.Suspend();
            }
        }
    }

    private void ResumeChildren(Exception? cause, IActorRef? perpetrator)
    {
        foreach (var child in GetChildren())
        {
            child.Resume(child.Equals(perpetrator) ? cause : null);
        }
    }

    // Read only if somebody asks: a copy for each death makes the end of many children quadratic.
    private IEnumerable<IInternalActorRef> Survivors()
    {
        foreach (var child in GetChildren())
        {
            yield return child;
        }
    }

    /// <summary>Counts a child out, and does what was waiting for the last of them.</summary>
    private void HandleChildTerminated(IActorRef child)
    {
        if (_children is not { } children || !children.Remove(child, out var reason))
        {
            return;
        }

        if (_actor is not null)
        {
            try
            {
                Strategy.HandleChildTerminated(this, child, Survivors());
            }
            catch (Exception e)
            {
                PublishError(e, "handleChildTerminated failed");
                HandleInvokeFailure(e);
            }
        }

        switch (reason)
        {
            case ChildrenTable.Recreation recreation:
                FinishRecreate(recreation.Cause);
                break;
            case ChildrenTable.Creation:
                FinishCreate();
                break;
            case ChildrenTable.Termination:
                FinishTerminate();
                break;
            default:
                break;
        }
    }
}

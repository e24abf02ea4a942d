using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    private static readonly Props TerminatedRecipe = new TerminatedProps();

    private Failure _failure;
    private bool _terminating;

    private enum Failure
    {
        None,
        Failed,
        FailedFatally,
    }

    private SupervisorStrategy Strategy => Rare.Strategy ??=
        Props.SupervisorStrategy ?? _actor?.AskForStrategy() ?? SupervisorStrategy.DefaultStrategy;

    /// <summary>Asks for a new instance.</summary>
    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <summary>Asks the actor to wait.</summary>
    public void Suspend() => SendSystemMessage(new Suspend());

    /// <summary>Asks the actor to go on.</summary>
    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    /// <summary>Suspends the actor and its children, and tells its parent.</summary>
    internal void HandleInvokeFailure(Exception cause, IReadOnlyCollection<IInternalActorRef>? alreadySuspended = null)
    {
        if (_failure != Failure.None || Mailbox.IsClosed)
        {
            return;
        }

        try
        {
            Mailbox.Suspend();
            _failure = Failure.Failed;
            Rare.Perpetrator = Rare.Escalating ?? _self;
            foreach (var child in GetChildren())
            {
                if (!child.Equals(Rare.Escalating) && (alreadySuspended is null || !alreadySuspended.Contains(child)))
                {
                    child.Suspend();
                }
            }

            Parent.SendSystemMessage(new Failed(_self, cause, Self.Path.Uid));
        }
        catch (Exception e)
        {
            PublishError(
                e, $"emergency stop: exception in failure handling for {cause.GetType()}: {cause.Message}");
            foreach (var child in GetChildren())
            {
                child.Stop();
            }

            FinishTerminate();
        }
    }

    private void HandleFailed(Failed failed)
    {
        if (_children?.StatsOf(failed.Child) is not { } stats || stats.Uid != failed.Uid)
        {
            return;
        }

        // Whoever throws from here on does so because of this child, which is suspended already.
        Rare.Escalating = failed.Child;
        try
        {
            if (!Strategy.HandleFailure(this, failed.Child, failed.Cause, stats, _children.Stats()))
            {
                HandleInvokeFailure(failed.Cause);
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
        finally
        {
            Rare.Escalating = null;
        }
    }

    private void FirstCreate()
    {
        try
        {
            NewActor();
            _actor.AroundPreStart();
            CheckReceiveTimeout(true);
            if (_system.Settings.DebugLifecycle)
            {
                PublishDebug($"Started ({_actor.GetType()})");
            }
        }
        catch (Exception e)
        {
            var failed = _actor;
            if (failed is not null)
            {
                ClearActor(failed);
            }

            _failure = Failure.None;
            HandleInvokeFailure(e is ActorInitializationException
                ? e
                : new ActorInitializationException(_self, $"Exception during creation: {e.Message}", e));
            _failure = Failure.FailedFatally;
        }
    }

    // A restart before there was an instance: begin again once the children are gone.
    private void FaultCreate()
    {
        CancelReceiveTimeout();
        foreach (var child in GetChildren())
        {
            Stop(child);
        }

        if (_children is null || !_children.SetReason(new ChildrenTable.Creation()))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        Mailbox.Resume();
        ClearFailure();
        FirstCreate();
    }

    // An actor that is to stop neither waits, goes on nor starts again: it could outlive its stop, for the wait for its
    // children ends in what was asked for last.
    private void FaultSuspend()
    {
        if (_terminating)
        {
            return;
        }

        Mailbox.Suspend();
        SuspendChildren(except: null);
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_terminating)
        {
            return;
        }

        if (_actor is null)
        {
            FaultCreate();
        }
        else if (_failure == Failure.FailedFatally && causedByFailure is not null)
        {
            FaultRecreate(causedByFailure);
        }
        else
        {
            var perpetrator = _rare?.Perpetrator;
            Mailbox.Resume();
            if (causedByFailure is not null)
            {
                ClearFailure();
                FinishMessage();
            }

            ResumeChildren(causedByFailure, perpetrator);
        }
    }

    private void FaultRecreate(Exception? cause)
    {
        if (_terminating)
        {
            return;
        }

        if (_actor is null)
        {
            FaultCreate();
            return;
        }

        var failed = _actor;
        if (_system.Settings.DebugLifecycle)
        {
            PublishDebug("restarting");
        }

        ForgetTasks();
        CancelReceiveTimeout();
        try
        {
            _rare?.Timers?.CancelAll();
            if (_failure != Failure.FailedFatally)
            {
                failed.AroundPreRestart(cause!, _envelope.Message);
            }
        }
        catch (Exception e)
        {
            var wrapped = new PreRestartException(_self, e, cause!, _envelope.Message);
            PublishError(wrapped, e.Message);
        }

        GiveBackStash(failed);
        ClearActor(failed);
        Rare.Strategy = null;

        if (_children is null || !_children.SetReason(new ChildrenTable.Recreation(cause)))
        {
            FinishRecreate(cause);
        }
    }

    private void FinishRecreate(Exception? cause)
    {
        var survivors = GetChildren().ToArray();
        try
        {
            Mailbox.Resume();
            ClearFailure();
            _envelope = default;
            var fresh = NewActor();
            fresh.AroundPostRestart(cause!, null!);
            CheckReceiveTimeout(true);
            if (_system.Settings.DebugLifecycle)
            {
                PublishDebug($"Restarted ({fresh.GetType()})");
            }

            foreach (var child in survivors)
            {
                child.Restart(cause!);
            }
        }
        catch (Exception e)
        {
            ClearActor(_actor);
            HandleInvokeFailure(new PostRestartException(_self, e, cause), survivors);
            _failure = Failure.FailedFatally;
        }
    }

    // Apart from the hooks: a hook that throws must not take along what is stashed.
    private void GiveBackStash(ActorBase? actor)
    {
        try
        {
            (actor as IActorStash)?.Stash?.UnstashAll();
        }
        catch (Exception e)
        {
            PublishError(e, e.Message);
        }
    }

    private void ClearFailure()
    {
        _failure = Failure.None;
        if (_rare is not null)
        {
            _rare.Perpetrator = null;
        }
    }

    private void TerminateSelf()
    {
        SetReceiveTimeout(null);
        UnwatchWatchedActors();
        _terminating = true;
        var wasTerminating = _children is { IsTerminating: true };
        if (BeginTermination())
        {
            if (!wasTerminating)
            {
                Mailbox.Suspend();
                _failure = _failure == Failure.None ? Failure.Failed : _failure;
                if (_system.Settings.DebugLifecycle)
                {
                    PublishDebug("stopping");
                }
            }
        }
        else
        {
            FinishTerminate();
        }
    }

    private bool BeginTermination()
    {
        var dying = CloseChildren();
        if (dying.Length == 0)
        {
            return false;
        }

        foreach (var child in dying)
        {
            child.Stop();
        }

        return true;
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        ForgetChildren();
        try
        {
            _rare?.Timers?.CancelAll();
            CancelReceiveTimeout();
            actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            PublishError(e, e.Message);
        }

        GiveBackStash(actor);
        Dispatcher.Detach(this);
        Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        TellWatchersWeDied();
        UnwatchWatchedActors();
        if (_system.Settings.DebugLifecycle)
        {
            PublishDebug("stopped");
        }

        ClearActor(actor);
        Props = TerminatedRecipe;
        _envelope = default;
    }
}

using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>
/// The children of an actor, those that are stopping, and what waits for the last of those. Locked, because the
/// guardians' children are made by any thread and paths are looked up from any thread.
/// </summary>
internal sealed class ChildrenTable
{
    private readonly Dictionary<string, ChildRestartStats> _byName = [];
    private HashSet<IActorRef>? _dying;
    private object? _reason;
    private bool _terminated;

    public object Lock { get; } = new();

    /// <summary>True while something waits for children to stop.</summary>
    public bool IsWaiting => _reason is Recreation or Creation;

    public bool IsTerminating => _reason is Termination;

    public IInternalActorRef[] Refs()
    {
        lock (Lock)
        {
            var refs = new IInternalActorRef[_byName.Count];
            var i = 0;
            foreach (var stats in _byName.Values)
            {
                refs[i++] = stats.Child;
            }

            return refs;
        }
    }

    public ChildRestartStats[] Stats()
    {
        lock (Lock)
        {
            return [.. _byName.Values];
        }
    }

    public ChildRestartStats? Find(string name)
    {
        lock (Lock)
        {
            return _byName.GetValueOrDefault(name);
        }
    }

    public ChildRestartStats? Find(IActorRef child) =>
        Find(child.Path.Name) is { } stats && stats.Child.Equals(child) ? stats : null;

    /// <summary>Throws unless a child of that name may be made; called under the lock.</summary>
    public void CheckFree(string name, ActorPath parent)
    {
        if (_terminated || IsTerminating)
        {
            throw new InvalidOperationException(
                $"Cannot create child [{name}] of [{parent}]: cannot create children while terminating or terminated");
        }

        if (_byName.ContainsKey(name))
        {
            throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    /// <summary>Adds a child; called under the lock.</summary>
    public void Add(string name, ChildRestartStats stats) => _byName.Add(name, stats);

    public void ShallDie(IActorRef child)
    {
        lock (Lock)
        {
            if (Find(child) is not null)
            {
                (_dying ??= []).Add(child);
            }
        }
    }

    /// <summary>Says what waits for the dying children; false when there are none.</summary>
    public bool SetReason(object reason)
    {
        lock (Lock)
        {
            if (_dying is not { Count: > 0 })
            {
                return false;
            }

            _reason = reason;
            return true;
        }
    }

    /// <summary>
    /// Closes the table when there are no children; else marks all of them as dying. No child can be made in between.
    /// </summary>
    public bool TryFinish(object reason, out IInternalActorRef[] dying)
    {
        lock (Lock)
        {
            dying = Refs();
            foreach (var child in dying)
            {
                (_dying ??= []).Add(child);
            }

            if (dying.Length > 0)
            {
                _reason = reason;
                return false;
            }

            SetTerminated();
            return true;
        }
    }

    public void SetTerminated()
    {
        lock (Lock)
        {
            _terminated = true;
            _reason = null;
        }
    }

    /// <summary>Removes a child; when it was the last one dying, returns what waited for it.</summary>
    public bool Remove(IActorRef child, out object? reason)
    {
        reason = null;
        lock (Lock)
        {
            if (Find(child) is null)
            {
                return false;
            }

            _byName.Remove(child.Path.Name);
            _dying?.Remove(child);
            if (_dying is null or { Count: 0 })
            {
                reason = _reason;
                _reason = null;
                _terminated |= reason is Termination;
            }

            return true;
        }
    }

    public sealed record Recreation(Exception? Cause);

    public sealed record Creation;

    public sealed record Termination;
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>
/// The children of an actor, those that are stopping, and what waits for the last of those. Locked, because the
/// guardians' children are made by any thread and paths are looked up from any thread. It counts the restarts of those
/// only that have failed.
/// </summary>
internal sealed class ChildrenTable
{
    /// <summary>The table of an actor that had no children and is to have none; all such actors share it.</summary>
    public static readonly ChildrenTable Closed = new() { _terminated = true };

    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    private readonly Dictionary<string, IInternalActorRef> _byName = [];
    private Dictionary<string, ChildRestartStats>? _stats;
    private HashSet<IActorRef>? _dying;
    private long _nextName;
    private bool _areAllDying;
    private object? _reason;
    private bool _terminated;

    public object Lock { get; } = new();

    /// <summary>True while something waits for children to stop.</summary>
    public bool IsWaiting => _reason is Recreation or Creation;

    public bool IsTerminating => _reason is Termination;

    private int DyingCount => _areAllDying ? _byName.Count : _dying?.Count ?? 0;

    public IInternalActorRef[] Refs()
    {
        lock (Lock)
        {
            return [.. _byName.Values];
        }
    }

    /// <summary>The counts of all children, made when they are read: most strategies look at one child.</summary>
    public IReadOnlyCollection<ChildRestartStats> Stats() => new AllStats(this);

    public IInternalActorRef? Find(string name)
    {
        lock (Lock)
        {
            return _byName.GetValueOrDefault(name);
        }
    }

    /// <summary>The count of a child, or null when it is none.</summary>
    public ChildRestartStats? StatsOf(IActorRef child)
    {
        lock (Lock)
        {
            return IsChild(child, out var found) ? CountOf(found) : null;
        }
    }

    /// <summary>A name that no child had before; called under the lock.</summary>
    public string NextName()
    {
        Span<char> name = stackalloc char[12];
        name[0] = '$';
        var length = 1;
        var number = _nextName++;
        do
        {
            name[length++] = Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);
        return new string(name[..length]);
    }

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
    public void Add(string name, IInternalActorRef child) => _byName.Add(name, child);

    public void ShallDie(IActorRef child)
    {
        lock (Lock)
        {
            if (!_areAllDying && IsChild(child, out _))
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
            if (DyingCount == 0)
            {
                return false;
            }

            _reason = reason;
            return true;
        }
    }

    /// <summary>
    /// Closes the table when there are no children; else returns all of them, which now count as dying. No child can be
    /// made in between.
    /// </summary>
    public IInternalActorRef[] Close(object reason)
    {
        lock (Lock)
        {
            var dying = Refs();
            if (dying.Length == 0)
            {
                SetTerminated();
                return dying;
            }

            _areAllDying = true;
            _dying = null;
            _reason = reason;
            return dying;
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
            if (!IsChild(child, out _))
            {
                return false;
            }

            var name = child.Path.Name;
            _byName.Remove(name);
            _stats?.Remove(name);
            _dying?.Remove(child);
            if (DyingCount == 0)
            {
                reason = _reason;
                _reason = null;
                _terminated |= reason is Termination;
            }

            return true;
        }
    }

    private bool IsChild(IActorRef child, [NotNullWhen(true)] out IInternalActorRef? found) =>
        _byName.TryGetValue(child.Path.Name, out found) && (ReferenceEquals(found, child) || found.Equals(child));

    private ChildRestartStats CountOf(IInternalActorRef child)
    {
        _stats ??= [];
        if (!_stats.TryGetValue(child.Path.Name, out var stats))
        {
            _stats[child.Path.Name] = stats = new ChildRestartStats(child);
        }

        return stats;
    }

    public sealed record Recreation(Exception? Cause);

    public sealed record Creation;

    public sealed record Termination;

    private sealed class AllStats(ChildrenTable table) : IReadOnlyCollection<ChildRestartStats>
    {
        private ChildRestartStats[]? _stats;

        public int Count => All().Length;

        public IEnumerator<ChildRestartStats> GetEnumerator() => All().AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private ChildRestartStats[] All()
        {
            if (_stats is null)
            {
                lock (table.Lock)
                {
                    _stats = [.. table._byName.Values.Select(table.CountOf)];
                }
            }

            return _stats;
        }
    }
}

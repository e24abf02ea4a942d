using System.Globalization;

namespace Akka.Cluster;

/// <summary>
/// Who owns what: the one seam behind which one node or many can stand. A resource (a singleton, a shard) has at most
/// one
/// owner at any time; each new owner gets a higher fence than every owner before.
/// </summary>
internal interface IOwnership
{
    /// <summary>Tries to become the owner; tells who owns the resource now, which may be another node.</summary>
    Task<Ownership> ClaimAsync(string resource);

    /// <summary>Gives the resource up; only after everything that used it has stopped.</summary>
    Task ReleaseAsync(string resource);
}

/// <summary>A resource, its owner, and the number under which the owner got it.</summary>
internal sealed record Ownership(string Resource, UniqueAddress Owner, long Fence)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Resource} owned by {Owner.Address} (fence {Fence})");
}

/// <summary>Ownership on the only node there is: everything asked for is granted.</summary>
internal sealed class SingleNodeOwnership(UniqueAddress self) : IOwnership
{
    private readonly Dictionary<string, Ownership> _owned = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _lastFence;

    public Task<Ownership> ClaimAsync(string resource)
    {
        lock (_lock)
        {
            if (!_owned.TryGetValue(resource, out var ownership))
            {
                _owned[resource] = ownership = new Ownership(resource, self, ++_lastFence);
            }

            return Task.FromResult(ownership);
        }
    }

    public Task ReleaseAsync(string resource)
    {
        lock (_lock)
        {
            _owned.Remove(resource);
        }

        return Task.CompletedTask;
    }
}

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>A node of the cluster as the cluster sees it. It never changes; a new status is a new object.</summary>
/// <remarks>Two members are equal when they are the same incarnation of the same node, whatever their status.</remarks>
public partial class Member : IComparable<Member>, IComparable
{
    /// <summary>Orders addresses by host, then port, then name.</summary>
    public static readonly IComparer<Address> AddressOrdering = Comparer<Address>.Create(CompareAddresses);

    /// <summary>Orders members from the oldest to the youngest.</summary>
    public static readonly IComparer<Member> AgeOrdering = Comparer<Member>.Create(CompareAges);

    private Member(
        UniqueAddress address, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion version)
    {
        UniqueAddress = address;
        UpNumber = upNumber;
        Status = status;
        Roles = roles;
        AppVersion = version;
    }

    /// <summary>The address of the node with its incarnation.</summary>
    public UniqueAddress UniqueAddress { get; }

    /// <summary>The address of the node.</summary>
    public Address Address => UniqueAddress.Address;

    /// <summary>Where the member stands.</summary>
    public MemberStatus Status { get; }

    /// <summary>What the node is there for.</summary>
    public ImmutableHashSet<string> Roles { get; }

    /// <summary>The version of the application on the node.</summary>
    public AppVersion AppVersion { get; }

    /// <summary>The how-manieth member to come up this one was: the age.</summary>
    internal int UpNumber { get; }

    /// <summary>Whether the node has the role.</summary>
    public bool HasRole(string role) => Roles.Contains(role);

    /// <summary>Whether this member came up before the other one.</summary>
    public bool IsOlderThan(Member other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CompareUpNumbers(this, other) < 0;
    }

    /// <summary>The same member with another status.</summary>
    /// <exception cref="InvalidOperationException">A member does not go from its status to that one.</exception>
    public Member Copy(MemberStatus status)
    {
        if (status == Status)
        {
            return this;
        }

        if (!MayFollow(Status, status))
        {
            throw new InvalidOperationException($"Invalid member status transition {Status} -> {status}");
        }

        return new Member(UniqueAddress, UpNumber, status, Roles, AppVersion);
    }

    /// <summary>The same member, come up as the how-manieth.</summary>
    public Member CopyUp(int upNumber) =>
        new(UniqueAddress, upNumber, Copy(MemberStatus.Up).Status, Roles, AppVersion);

    /// <inheritdoc/>
    public int CompareTo(Member? other) => other is null ? 1 : UniqueAddress.CompareTo(other.UniqueAddress);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => CompareTo(obj as Member);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Member other && UniqueAddress.Equals(other.UniqueAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => UniqueAddress.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() =>
        $"Member(address = {Address}, Uid={UniqueAddress.Uid} status = {Status}, "
        + $"role=[{string.Join(',', Roles.Order())}], upNumber={UpNumber}, version={AppVersion})";

    /// <summary>A member that has just asked to join.</summary>
    internal static Member Create(UniqueAddress address, ImmutableHashSet<string> roles, AppVersion version) =>
        new(address, int.MaxValue, MemberStatus.Joining, roles, version);

    /// <summary>What stands for a node that is no member.</summary>
    internal static Member Removed(UniqueAddress address, ImmutableHashSet<string> roles, AppVersion version) =>
        new(address, int.MaxValue, MemberStatus.Removed, roles, version);

    private static int CompareAddresses(Address? a, Address? b)
    {
        var byHost = string.CompareOrdinal(a?.Host, b?.Host);
        if (byHost != 0)
        {
            return byHost;
        }

        var byPort = Nullable.Compare(a?.Port, b?.Port);
        return byPort != 0 ? byPort : string.CompareOrdinal(a?.ToString(), b?.ToString());
    }

    private static int CompareAges(Member? a, Member? b)
    {
        if (a is null || b is null)
        {
            return (a is not null).CompareTo(b is not null);
        }

        return a.Equals(b) ? 0 : CompareUpNumbers(a, b);
    }

    private static int CompareUpNumbers(Member a, Member b) => a.UpNumber != b.UpNumber
        ? a.UpNumber.CompareTo(b.UpNumber)
        : AddressOrdering.Compare(a.Address, b.Address);
}

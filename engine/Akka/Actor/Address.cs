using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Akka.Actor;

/// <summary>Where an actor system lives: protocol, system name and, for a remote one, host and port.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ICloneable
{
    /// <summary>Orders by protocol, system, host and port.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(Compare);

    /// <summary>Stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    private string? _text;

    /// <summary>Makes an address; a local one has neither host nor port.</summary>
    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = string.IsNullOrWhiteSpace(host) ? null : host.ToLowerInvariant();
        Port = port;
    }

    /// <summary>The protocol, such as <c>akka</c>.</summary>
    public string Protocol { get; }

    /// <summary>The name of the actor system.</summary>
    public string System { get; }

    /// <summary>The host, or null for a local address.</summary>
    public string? Host { get; }

    /// <summary>The port, or null for a local address.</summary>
    public int? Port { get; }

    /// <summary>True when the address means something inside this process only.</summary>
    public bool HasLocalScope => Host is null;

    /// <summary>True when the address means the same everywhere.</summary>
    public bool HasGlobalScope => Host is not null;

    /// <summary>Compares two addresses by value.</summary>
    public static bool operator ==(Address? left, Address? right) => Equals(left, right);

    /// <summary>Compares two addresses by value.</summary>
    public static bool operator !=(Address? left, Address? right) => !Equals(left, right);

    /// <summary>Reads an address, or throws <see cref="UriFormatException"/>.</summary>
    public static Address Parse(string address) =>
        TryParse(address, out Address? parsed)
            ? parsed
            : throw new UriFormatException($"Cannot parse [{address}] as an Address");

    /// <summary>Reads an address such as <c>akka://system</c> or <c>akka.tcp://system@host:4711</c>.</summary>
    public static bool TryParse(string path, [MaybeNullWhen(false)] out Address address) =>
        TryParse(path, out address, out string? _);

    /// <summary>Reads the address that a path begins with, and returns what follows it, from the slash on.</summary>
    public static bool TryParse(
        string path, [MaybeNullWhen(false)] out Address address, [MaybeNullWhen(false)] out string absolutUri)
    {
        address = null;
        absolutUri = null;
        if (string.IsNullOrEmpty(path))
        {
            return false;
        }

        var colon = path.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0 || !path.AsSpan(0, colon).StartsWith("akka", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var begin = colon + 3;
        var slash = path.IndexOf('/', begin);
        var authority = slash < 0 ? path[begin..] : path[begin..slash];
        absolutUri = slash < 0 ? "/" : path[slash..];
        return TryParseAuthority(path[..colon], authority, out address);
    }

    /// <summary>Reads an address such as <c>akka://system</c> or <c>akka.tcp://system@host:4711</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> span, [MaybeNullWhen(false)] out Address address) =>
        TryParse(span.ToString(), out address, out string? _);

    /// <summary>Reads the address that a path begins with, and returns what follows it, from the slash on.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> span, [MaybeNullWhen(false)] out Address address, out ReadOnlySpan<char> absolutUri)
    {
        var isParsed = TryParse(span.ToString(), out address, out string? rest);
        absolutUri = rest;
        return isParsed;
    }

    /// <summary>System, host and port, without the protocol: <c>system@host:4711</c>.</summary>
    public string HostPort() => ToString()[(Protocol.Length + "://".Length)..];

    /// <summary>The same address with another host.</summary>
    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    /// <summary>The same address with another port.</summary>
    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>The same address with another protocol.</summary>
    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    /// <summary>The same address with another system name.</summary>
    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    /// <inheritdoc/>
    public int CompareTo(Address? other) => other is null ? 1 : Compare(this, other);

    int IComparable.CompareTo(object? obj) => obj is Address other
        ? CompareTo(other)
        : throw new ArgumentException($"Cannot compare Address with '{obj?.GetType()}'", nameof(obj));

    /// <inheritdoc/>
    public object Clone() => new Address(Protocol, System, Host, Port);

    /// <inheritdoc/>
    public bool Equals(Address? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Address);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    /// <inheritdoc/>
    public override string ToString() => _text ??= Host is null
        ? $"{Protocol}://{System}"
        : Port is { } port
            ? string.Create(CultureInfo.InvariantCulture, $"{Protocol}://{System}@{Host}:{port}")
            : $"{Protocol}://{System}@{Host}";

    private static bool TryParseAuthority(string protocol, string authority, out Address? address)
    {
        address = null;
        var at = authority.IndexOf('@');
        if (at < 0)
        {
            address = authority.Length == 0 ? null : new Address(protocol, authority);
            return address is not null;
        }

        var system = authority[..at];
        var hostAndPort = authority[(at + 1)..];
        var colon = hostAndPort.LastIndexOf(':');
        if (system.Length == 0 || colon <= 0
            || !int.TryParse(
                hostAndPort.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        address = new Address(protocol, system, hostAndPort[..colon], port);
        return true;
    }

    private static int Compare(Address x, Address y)
    {
        var result = string.CompareOrdinal(x.Protocol, y.Protocol);
        result = result != 0 ? result : string.CompareOrdinal(x.System, y.System);
        result = result != 0 ? result : string.CompareOrdinal(x.Host ?? "", y.Host ?? "");
        return result != 0 ? result : (x.Port ?? 0).CompareTo(y.Port ?? 0);
    }
}

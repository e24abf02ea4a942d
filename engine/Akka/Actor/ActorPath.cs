using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Akka.Actor;

/// <summary>
/// The name of an actor: an address and the names from the root down. Equality does not look at the uid;
/// the equality of actor references does.
/// </summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>The symbols, beside letters and digits, that a name may hold.</summary>
    public static readonly string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    internal const long UndefinedUid = 0;

    // The parent, or the address of a root: every actor has a path, so a path holds nothing that can be found.
    private readonly object _origin;
    private string? _text;

    /// <summary>Makes a root path.</summary>
    protected ActorPath(Address address, string name)
    {
        _origin = address;
        Name = name;
    }

    /// <summary>Makes a child path.</summary>
    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        _origin = parentPath;
        Name = name;
        Uid = uid;
    }

    /// <summary>The system the actor lives in.</summary>
    public Address Address => (Address)Root._origin;

    /// <summary>How many names lie between the root and this path, this one included.</summary>
    public int Depth
    {
        get
        {
            var depth = 0;
            for (var path = this; path._origin is ActorPath parent; path = parent)
            {
                depth++;
            }

            return depth;
        }
    }

    /// <summary>The last name.</summary>
    public string Name { get; }

    /// <summary>The path of the parent; a root is its own parent.</summary>
    public ActorPath Parent => _origin as ActorPath ?? this;

    /// <summary>Tells one incarnation of an actor from the next one with the same name.</summary>
    public long Uid { get; }

    /// <summary>The names from the root down.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            var path = this;
            for (var i = elements.Length - 1; i >= 0; i--, path = path.Parent)
            {
                elements[i] = path.Name;
            }

            return elements;
        }
    }

    /// <summary>The root of this path.</summary>
    public ActorPath Root
    {
        get
        {
            var path = this;
            while (path._origin is ActorPath parent)
            {
                path = parent;
            }

            return path;
        }
    }

    private bool IsRoot => _origin is Address;

    /// <summary>Compares by address and names.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => Equals(left, right);

    /// <summary>Compares by address and names.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !Equals(left, right);

    /// <summary>The path of a child.</summary>
    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    /// <summary>The path of a descendant.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(n => !string.IsNullOrEmpty(n)).Aggregate(path, static (p, n) => p.Child(n));

    /// <summary>Joins names as a path does.</summary>
    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Join('/', pathElements);

    /// <summary>True when a string may be the name of an actor.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
        {
            return false;
        }

        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c, StringComparison.Ordinal))
            {
                continue;
            }

            if (c != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
            {
                return false;
            }

            i += 2;
        }

        return true;
    }

    /// <summary>Reads a full path, or throws <see cref="UriFormatException"/>.</summary>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var parsed)
            ? parsed
            : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    /// <summary>Reads a full path such as <c>akka://system/user/name#uid</c>.</summary>
    public static bool TryParse(string path, [MaybeNullWhen(false)] out ActorPath actorPath)
    {
        actorPath = null;
        return Address.TryParse(path, out var address, out string? rest)
            && TryParse(new RootActorPath(address), rest, out actorPath);
    }

    /// <summary>Reads the part of a path after the address, seen from a base.</summary>
    public static bool TryParse(
        ActorPath basePath, string absoluteUri, [MaybeNullWhen(false)] out ActorPath actorPath)
    {
        actorPath = null;
        var uid = UndefinedUid;
        var hash = absoluteUri.LastIndexOf('#');
        if (hash >= 0)
        {
            var digits = absoluteUri.AsSpan(hash + 1);
            if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out uid))
            {
                return false;
            }

            absoluteUri = absoluteUri[..hash];
        }

        var path = basePath / absoluteUri.Split('/');
        actorPath = uid == UndefinedUid ? path : path.WithUid(uid);
        return true;
    }

    /// <summary>Reads the address a path begins with.</summary>
    public static bool TryParseAddress(string path, [MaybeNullWhen(false)] out Address address) =>
        Address.TryParse(path, out address, out string? _);

    /// <summary>Reads the address a path begins with, and returns what follows it, from the slash on.</summary>
    public static bool TryParseAddress(
        string path, [MaybeNullWhen(false)] out Address address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path.AsSpan(), out address, out absoluteUri);

    /// <summary>Reads the part of a path after the address, seen from a base.</summary>
    public static bool TryParse(
        ActorPath basePath, ReadOnlySpan<char> absoluteUri, [MaybeNullWhen(false)] out ActorPath actorPath) =>
        TryParse(basePath, absoluteUri.ToString(), out actorPath);

    /// <summary>
    /// Cuts a path into its address and what follows it, from the slash on; reads neither. Where nothing follows, that
    /// is a single slash.
    /// </summary>
    /// <returns>False when the path does not begin with a protocol.</returns>
    public static bool TryParseParts(
        ReadOnlySpan<char> path, out ReadOnlySpan<char> address, out ReadOnlySpan<char> absoluteUri)
    {
        const string AfterProtocol = "://";
        var protocol = path.IndexOf(AfterProtocol, StringComparison.Ordinal);
        var authority = protocol + AfterProtocol.Length;
        var slash = protocol < 0 ? -1 : path[authority..].IndexOf('/');
        address = slash < 0 ? path : path[..(authority + slash)];
        absoluteUri = slash < 0 ? "/" : path[(authority + slash)..];
        return protocol > 0;
    }

    /// <summary>The path of a child; the name may carry a uid after a <c>#</c>.</summary>
    public ActorPath Child(string childName)
    {
        var hash = childName.IndexOf('#');
        return hash >= 0 && long.TryParse(childName.AsSpan(hash + 1), CultureInfo.InvariantCulture, out var uid)
            ? new ChildActorPath(this, childName[..hash], uid)
            : new ChildActorPath(this, childName, UndefinedUid);
    }

    /// <summary>The ancestor at a depth counted from the root, or from this path upwards when negative.</summary>
    public ActorPath ParentOf(int depth)
    {
        var current = this;
        for (var up = depth >= 0 ? Depth - depth : -depth; up > 0; up--)
        {
            current = current.Parent;
        }

        return current;
    }

    /// <summary>The same path with another uid.</summary>
    public ActorPath WithUid(long uid) =>
        uid == Uid || IsRoot ? this : new ChildActorPath(Parent, Name, uid);

    /// <summary>The names only, beginning with a slash.</summary>
    public string ToStringWithoutAddress()
    {
        var builder = new StringBuilder();
        AppendNames(builder);
        return builder.ToString();
    }

    /// <summary>Address and names.</summary>
    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>Address and names; the given address stands in for a local one.</summary>
    public string ToStringWithAddress(Address address) =>
        (Address.Host is null ? address : Address) + ToStringWithoutAddress();

    /// <summary>Address, names and uid.</summary>
    public string ToStringWithUid() => AppendUid(ToStringWithAddress());

    /// <summary>The form that a serializer writes: address, names and uid.</summary>
    public string ToSerializationFormat() => AppendUid(ToStringWithAddress());

    /// <summary>The form that a serializer writes, with the given address in place of a local one.</summary>
    public string ToSerializationFormatWithAddress(Address address) => AppendUid(ToStringWithAddress(address));

    /// <inheritdoc/>
    public bool Equals(ActorPath? other)
    {
        if (other is null)
        {
            return false;
        }

        var (left, right) = (this, other);
        while (!ReferenceEquals(left, right))
        {
            if (left._origin is not ActorPath leftParent || right._origin is not ActorPath rightParent)
            {
                return left._origin.Equals(right._origin);
            }

            if (!string.Equals(left.Name, right.Name, StringComparison.Ordinal))
            {
                return false;
            }

            (left, right) = (leftParent, rightParent);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 0;
        var path = this;
        for (; path._origin is ActorPath parent; path = parent)
        {
            hash = (hash * 31) + path.Name.GetHashCode(StringComparison.Ordinal);
        }

        return (hash * 31) + path._origin.GetHashCode();
    }

    /// <inheritdoc/>
    public int CompareTo(ActorPath? other) => other is null
        ? 1
        : string.CompareOrdinal(ToString(), other.ToString());

    /// <inheritdoc/>
    public override string ToString() => _text ??= ToStringWithAddress();

    private void AppendNames(StringBuilder builder)
    {
        if (IsRoot)
        {
            builder.Append('/').Append(Name);
            return;
        }

        Parent.AppendNames(builder);
        if (builder[^1] != '/')
        {
            builder.Append('/');
        }

        builder.Append(Name);
    }

    private string AppendUid(string text) =>
        Uid == UndefinedUid ? text : string.Create(CultureInfo.InvariantCulture, $"{text}#{Uid}");
}

/// <summary>The path of the actor at the top of a system.</summary>
public sealed class RootActorPath : ActorPath
{
    /// <summary>Makes the root path of an address.</summary>
    public RootActorPath(Address address, string name = "")
        : base(address, name)
    {
    }
}

/// <summary>The path of an actor that has a parent.</summary>
public sealed class ChildActorPath : ActorPath
{
    /// <summary>Makes the path of a child.</summary>
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(parentPath, name, uid)
    {
    }
}

using System.Text.RegularExpressions;

namespace Akka.Actor;

/// <summary>A set of actors given by a path, which may hold <c>*</c>, <c>?</c> and, at its end, <c>**</c>.</summary>
public class ActorSelection : ICanTell
{
    /// <summary>Makes a selection from an anchor and elements.</summary>
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    /// <summary>Makes a selection from an anchor and a path.</summary>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Length == 0 ? [] : path.Split('/'))
    {
    }

    /// <summary>Makes a selection from an anchor and names.</summary>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        var names = elements.Where(e => e.Length > 0 && e != ".").ToArray();
        Path = names.Select((name, i) => Element(name, i == names.Length - 1)).ToArray();
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The path.</summary>
    public SelectionPathElement[] Path { get; }

    /// <summary>The path as a string.</summary>
    public string PathString => "/" + string.Join('/', (object[])Path);

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender = null)
    {
        sender ??= ActorCell.GetCurrentSelfOrNoSender();
        Deliver((IInternalActorRef)Anchor, sender, new ActorSelectionMessage(message, Path, HasWildcard(Path)));
    }

    /// <summary>
    /// The one actor that answers first; throws <see cref="ActorNotFoundException"/> if none does in time.
    /// </summary>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>
    /// The one actor that answers first; throws <see cref="ActorNotFoundException"/> if none does in time.
    /// </summary>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject
                ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e) when (e is not (ActorNotFoundException or OperationCanceledException))
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is ActorSelection other && Anchor.Equals(other.Anchor) && Path.SequenceEqual(other.Path);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, Path.Length);

    /// <inheritdoc/>
    public override string ToString()
    {
        var uid = Anchor.Path.Uid == ActorPath.UndefinedUid ? string.Empty : $"#{Anchor.Path.Uid}";
        return $"ActorSelection[Anchor({Anchor.Path}{uid}), Path({PathString})]";
    }

    internal static void Deliver(IInternalActorRef anchor, IActorRef sender, ActorSelectionMessage selection)
    {
        var current = anchor;
        for (var i = 0; i < selection.Elements.Length; i++)
        {
            var rest = selection.Elements.AsSpan(i);
            switch (selection.Elements[i])
            {
                case SelectParent:
                    current = current.Parent.IsNobody() ? current : current.Parent;
                    break;
                case SelectChildName byName when !IsTree(current):
                    current.Tell(selection.Copy(elements: rest.ToArray()), sender);
                    return;
                case SelectChildName byName:
                    var child = (IInternalActorRef)current.GetChild([byName.Name]);
                    if (child.IsNobody())
                    {
                        NotFound(current, rest, sender, selection);
                        return;
                    }

                    current = child;
                    break;
                case SelectChildRecursive:
                    DeliverToAll(current, sender, selection.Message);
                    return;
                case SelectChildPattern pattern:
                    DeliverToMatches(current, pattern, rest[1..].ToArray(), sender, selection);
                    return;
                default:
                    return;
            }
        }

        current.Tell(selection.Message, sender);
    }

    private static bool IsTree(IInternalActorRef reference) => reference is ActorRefWithCell or VirtualPathContainer;

    private static void NotFound(
        IInternalActorRef at,
        ReadOnlySpan<SelectionPathElement> rest,
        IActorRef sender,
        ActorSelectionMessage selection)
    {
        if (selection.WildCardFanOut)
        {
            return;
        }

        var path = at.Path / rest.ToArray().Select(e => e.ToString()!);
        var nowhere = new EmptyLocalActorRef(at.Provider, path, ((ActorRefProviderBase)at.Provider).Events);
        nowhere.Tell(selection.Message, sender);
    }

    private static void DeliverToMatches(
        IInternalActorRef at,
        SelectChildPattern pattern,
        SelectionPathElement[] rest,
        IActorRef sender,
        ActorSelectionMessage selection)
    {
        foreach (var child in ChildrenOf(at).Where(c => pattern.Matches(c.Path.Name)))
        {
            if (rest.Length == 0)
            {
                child.Tell(selection.Message, sender);
            }
            else
            {
                Deliver(child, sender, new ActorSelectionMessage(selection.Message, rest, true));
            }
        }
    }

    private static void DeliverToAll(IInternalActorRef at, IActorRef sender, object message)
    {
        foreach (var child in ChildrenOf(at))
        {
            child.Tell(message, sender);
            DeliverToAll(child, sender, message);
        }
    }

    private static IEnumerable<IInternalActorRef> ChildrenOf(IInternalActorRef at) => at switch
    {
        ActorRefWithCell local => local.Children.Cast<IInternalActorRef>(),
        VirtualPathContainer container => container.Children,
        _ => [],
    };

    private static bool HasWildcard(SelectionPathElement[] path) =>
        Array.Exists(path, e => e is SelectChildPattern or SelectChildRecursive);

    private static SelectionPathElement Element(string name, bool isLast) => name switch
    {
        ".." => SelectParent.Instance,
        "**" => isLast
            ? SelectChildRecursive.Instance
            : throw new IllegalActorNameException("Double wildcard can only appear at the last path entry"),
        _ when name.Contains('*') || name.Contains('?') => new SelectChildPattern(name),
        _ => new SelectChildName(name),
    };
}

/// <summary>A message on its way through a selection.</summary>
public class ActorSelectionMessage : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    /// <summary>Holds its arguments.</summary>
    public ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    {
        Message = message;
        Elements = elements;
        WildCardFanOut = wildCardFanOut;
    }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <summary>The path that is left.</summary>
    public SelectionPathElement[] Elements { get; }

    /// <summary>True once a pattern was passed: nobody is missed then.</summary>
    public bool WildCardFanOut { get; }

    /// <summary>A copy with something changed.</summary>
    public ActorSelectionMessage Copy(
        object? message = null, SelectionPathElement[]? elements = null, bool? wildCardFanOut = null) =>
        new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);
}

/// <summary>One step of a selection.</summary>
public abstract class SelectionPathElement
{
}

/// <summary>To the child of a name.</summary>
public class SelectChildName : SelectionPathElement
{
    /// <summary>Holds the name.</summary>
    public SelectChildName(string name)
    {
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectChildName other && other.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>To all children whose names match a pattern.</summary>
public class SelectChildPattern : SelectionPathElement
{
    private readonly Regex _regex;

    /// <summary>Holds the pattern.</summary>
    public SelectChildPattern(string patternStr)
    {
        PatternStr = patternStr;
        _regex = new Regex(
            "^" + Regex.Escape(patternStr).Replace(@"\*", ".*", StringComparison.Ordinal)
                .Replace(@"\?", ".", StringComparison.Ordinal) + "$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>The pattern.</summary>
    public string PatternStr { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectChildPattern other && other.PatternStr == PatternStr;

    /// <inheritdoc/>
    public override int GetHashCode() => PatternStr.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => PatternStr;

    internal bool Matches(string name) => _regex.IsMatch(name);
}

/// <summary>To all descendants.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    /// <summary>The only instance.</summary>
    public static readonly SelectChildRecursive Instance = new();

    private SelectChildRecursive()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "**";
}

/// <summary>To the parent.</summary>
public class SelectParent : SelectionPathElement
{
    /// <summary>The only instance.</summary>
    public static readonly SelectParent Instance = new();

    private SelectParent()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "..";
}

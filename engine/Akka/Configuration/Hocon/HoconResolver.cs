namespace Akka.Configuration.Hocon;

/// <summary>
/// Second pass over a document: follows substitutions, joins what stands side by side and lays later objects over
/// earlier ones, so that every value ends as one literal, one array or one object.
/// </summary>
internal sealed class HoconResolver
{
    private readonly HoconValue _root;
    private readonly HashSet<HoconValue> _settled = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HoconValue> _settling = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HoconObject> _finished = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<HoconObject> _finishing = new(ReferenceEqualityComparer.Instance);

    public HoconResolver(HoconValue root) => _root = root;

    /// <summary>Resolves the whole document in place.</summary>
    public void Run() => Finish(_root);

    /// <summary>A copy whose objects and arrays can change without changing the original.</summary>
    public static HoconValue Clone(HoconValue value)
    {
        var copy = new HoconValue(value.Values.ConvertAll(CloneElement));
        copy.Previous = value.Previous is null ? null : Clone(value.Previous);
        return copy;
    }

    private static IHoconElement CloneElement(IHoconElement element)
    {
        switch (element)
        {
            case HoconObject source:
                var target = new HoconObject();
                foreach (var (key, value) in source.Items)
                {
                    target.Items[key] = Clone(value);
                }

                return target;
            case HoconArray items:
                var array = new HoconArray();
                array.AddRange(items.Select(Clone));
                return array;
            default:
                return element;
        }
    }

    /// <summary>Settles the value and everything in it; members that turn out to be nothing go.</summary>
    private void Finish(HoconValue value)
    {
        Settle(value);
        if (value.Values is [HoconObject members])
        {
            Finish(members);
        }
        else if (value.Values is [HoconArray items])
        {
            foreach (var item in items)
            {
                Finish(item);
            }

            items.RemoveAll(item => item.Values.Count == 0);
        }
    }

    private void Finish(HoconObject members)
    {
        if (_finished.Contains(members))
        {
            return;
        }

        if (!_finishing.Add(members))
        {
            throw new FormatException("HOCON error: a substitution puts an object into itself.");
        }

        foreach (var (key, value) in members.Items.ToList())
        {
            Finish(value);
            if (value.Values.Count == 0)
            {
                members.Items.Remove(key);
            }
        }

        _finishing.Remove(members);
        _finished.Add(members);
    }

    /// <summary>Makes the value one element, without looking at what is inside that element.</summary>
    private void Settle(HoconValue value)
    {
        if (_settled.Contains(value))
        {
            return;
        }

        if (!_settling.Add(value))
        {
            throw new FormatException("HOCON error: substitutions form a cycle.");
        }

        var parts = new List<IHoconElement>();
        foreach (var element in value.Values)
        {
            Expand(element, parts);
        }

        var joined = Join(parts);
        if (value.Previous is { } previous && joined is null or HoconObject)
        {
            Settle(previous);
            joined = Extend(joined as HoconObject, previous.Values.FirstOrDefault());
        }

        value.Previous = null;
        value.Values.Clear();
        if (joined is not null)
        {
            value.Values.Add(joined);
        }

        _settling.Remove(value);
        _settled.Add(value);
    }

    private void Expand(IHoconElement element, List<IHoconElement> parts)
    {
        if (element is not HoconSubstitution substitution)
        {
            parts.Add(element);
            return;
        }

        if (Find(substitution) is { } target)
        {
            Settle(target);
            substitution.ResolvedValue = target;
            parts.AddRange(target.Values);
        }
        else if (Environment.GetEnvironmentVariable(substitution.Path) is { } variable)
        {
            substitution.ResolvedValue = HoconValue.Of(new HoconLiteral { Value = variable, IsQuoted = true });
            parts.AddRange(substitution.ResolvedValue.Values);
        }
        else if (!substitution.IsOptional)
        {
            throw new FormatException(
                $"HOCON error at {substitution.Place}: the substitution ${{{substitution.Path}}} leads nowhere.");
        }
    }

    private HoconValue? Find(HoconSubstitution substitution)
    {
        var value = substitution.Scope ?? _root;
        foreach (var part in substitution.Parts)
        {
            Settle(value);
            if (value.Values is not [HoconObject members] || members.GetKey(part) is not { } next)
            {
                return null;
            }

            value = next;
        }

        Settle(value);
        return value.Values.Count == 0 ? null : value;
    }

    private static IHoconElement? Join(List<IHoconElement> parts)
    {
        if (parts.Exists(part => part is HoconObject or HoconArray))
        {
            parts.RemoveAll(part => part is HoconLiteral { IsSpace: true });
        }

        if (parts.Count == 0 || parts.TrueForAll(part => part is HoconLiteral { IsSpace: true }))
        {
            return null;
        }

        return parts switch
        {
            [HoconLiteral { Value: "null", IsQuoted: false }] => new HoconLiteral(),
            [var only] => only,
            _ when parts.TrueForAll(part => part is HoconLiteral) => JoinText(parts),
            _ when parts.TrueForAll(part => part is HoconObject) => JoinObjects(parts),
            _ when parts.TrueForAll(part => part is HoconArray) => JoinArrays(parts),
            _ => throw new FormatException(
                $"HOCON error: text, arrays and objects cannot be joined: {string.Join(' ', parts)}"),
        };
    }

    private static HoconLiteral JoinText(List<IHoconElement> parts) =>
        new() { Value = string.Concat(parts.Select(part => part.GetString() ?? "null")), IsQuoted = true };

    private static HoconArray JoinArrays(List<IHoconElement> parts)
    {
        var joined = new HoconArray();
        joined.AddRange(parts.SelectMany(part => part.GetArray()));
        return joined;
    }

    private static HoconObject JoinObjects(List<IHoconElement> parts) =>
        parts.Cast<HoconObject>().Aggregate((under, over) => Layer(over, under));

    private static IHoconElement? Extend(HoconObject? over, IHoconElement? under) =>
        over is null ? under : under is HoconObject members ? Layer(over, members) : over;

    /// <summary>Lays one object over another; members of both are settled later, the upper one first.</summary>
    private static HoconObject Layer(HoconObject over, HoconObject under)
    {
        var layered = new HoconObject();
        foreach (var (key, value) in under.Items)
        {
            layered.Items[key] = value;
        }

        foreach (var (key, value) in over.Items)
        {
            layered.Items[key] = layered.Items.TryGetValue(key, out var below) ? Layer(value, below) : value;
        }

        return layered;
    }

    private static HoconValue Layer(HoconValue over, HoconValue under) => new([.. over.Values])
    {
        Previous = over.Previous is null ? under : Layer(over.Previous, under),
    };
}

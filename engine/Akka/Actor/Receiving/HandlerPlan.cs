using System.Collections.Concurrent;

namespace Akka.Actor.Receiving;

/// <summary>
/// The types of a behaviour's handlers, in order, and for each type of message the handlers to ask. Behaviours with the
/// same types share a plan, so that each actor of a class finds what the first one worked out. Any thread may use it.
/// </summary>
internal sealed class HandlerPlan
{
    /// <summary>The plan of a behaviour without handlers.</summary>
    public static readonly HandlerPlan Empty = new(null, typeof(void), isUnconditional: false);

    // Beyond so many types of messages routes are worked out each time, rather than kept for ever.
    private const int MostRoutes = 1_000;

    private readonly ConcurrentDictionary<Type, Route> _routes = new();
    private readonly ConcurrentDictionary<(Type Type, bool IsUnconditional), HandlerPlan> _longer = new();
    private readonly HandlerPlan? _shorter;
    private readonly Type _type;
    private readonly bool _isUnconditional;
    private readonly int _count;

    private HandlerPlan(HandlerPlan? shorter, Type type, bool isUnconditional)
    {
        _shorter = shorter;
        _type = type;
        _isUnconditional = isUnconditional;
        _count = shorter is null ? 0 : shorter._count + 1;
    }

    /// <summary>True when the last handler takes every message.</summary>
    public bool IsComplete => _isUnconditional && _type == typeof(object);

    /// <summary>The plan with one more handler.</summary>
    public HandlerPlan With(Type type, bool isUnconditional) => _longer.GetOrAdd(
        (Nullable.GetUnderlyingType(type) ?? type, isUnconditional),
        static (key, shorter) => new HandlerPlan(shorter, key.Type, key.IsUnconditional),
        this);

    /// <summary>The handlers to ask about a message of that type, up to the first that takes them all.</summary>
    public Route RouteOf(Type messageType)
    {
        if (_routes.TryGetValue(messageType, out var known))
        {
            return known;
        }

        var route = new Route(messageType, Find(messageType));
        return _routes.Count < MostRoutes ? _routes.GetOrAdd(messageType, route) : route;
    }

    private int[] Find(Type messageType)
    {
        var found = new List<int>();
        for (var plan = this; plan._shorter is not null; plan = plan._shorter)
        {
            if (!plan._type.IsAssignableFrom(messageType))
            {
                continue;
            }

            if (plan._isUnconditional)
            {
                found.Clear();
            }

            found.Add(plan._count - 1);
        }

        found.Reverse();
        return [.. found];
    }
}

/// <summary>The places of the handlers that messages of one type are offered to, in order.</summary>
internal sealed record Route(Type? MessageType, int[] Handlers)
{
    /// <summary>The route of no message.</summary>
    public static readonly Route None = new(null, []);
}

namespace Akka.Persistence;

/// <summary>
/// Handlers by message type, tried in the order in which they were added; the list for a concrete type is worked out
/// once.
/// </summary>
internal sealed class HandlerTable
{
    private readonly List<(Type Type, Func<object, bool> Handler)> _handlers = [];
    private readonly Dictionary<Type, Func<object, bool>[]> _byMessageType = [];
    private bool _catchesAll;

    public void Add(Type type, Func<object, bool> handler, bool always)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_catchesAll)
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added. No handler can be added after that.");
        }

        _catchesAll = always && type == typeof(object);
        _handlers.Add((type, handler));
        _byMessageType.Clear();
    }

    public bool Handle(object message)
    {
        var type = message.GetType();
        if (!_byMessageType.TryGetValue(type, out var handlers))
        {
            handlers = _handlers.Where(h => h.Type.IsAssignableFrom(type)).Select(h => h.Handler).ToArray();
            _byMessageType[type] = handlers;
        }

        foreach (var handler in handlers)
        {
            if (handler(message))
            {
                return true;
            }
        }

        return false;
    }
}

namespace Akka.Actor.Receiving;

/// <summary>
/// The handlers of one behaviour of one actor: first they are added, then messages are offered to them in that order.
/// </summary>
internal sealed class HandlerTable
{
    private MessageHandler[] _handlers = [];
    private int _count;
    private HandlerPlan _plan = HandlerPlan.Empty;
    private Route _last = Route.None;

    /// <summary>Adds a handler; throws when an earlier one already takes every message.</summary>
    public void Add(Type type, bool isUnconditional, MessageHandler handler)
    {
        if (_plan.IsComplete)
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added. No handler can be added after that.");
        }

        _plan = _plan.With(type, isUnconditional);
        if (_count == _handlers.Length)
        {
            Array.Resize(ref _handlers, _count == 0 ? 2 : _count * 2);
        }

        _handlers[_count++] = handler;
    }

    /// <summary>Offers a message to the handlers; false when none handled it.</summary>
    public bool Handle(object message)
    {
        var route = _last;
        var type = message.GetType();
        if (!ReferenceEquals(route.MessageType, type))
        {
            _last = route = _plan.RouteOf(type);
        }

        foreach (var place in route.Handlers)
        {
            if (_handlers[place].Handle(message))
            {
                return true;
            }
        }

        return false;
    }
}

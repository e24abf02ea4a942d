using System.Runtime.CompilerServices;

namespace Akka.Actor.Receiving;

/// <summary>One handler of a behaviour; it is given only messages of its type.</summary>
internal abstract class MessageHandler
{
    /// <summary>True when it handled the message; otherwise the next handler is asked.</summary>
    public abstract bool Handle(object message);

    // The route has checked the type; to check again would cost more than the rest for a type parameter.
    protected static T Cast<T>(object message) =>
        typeof(T).IsValueType ? (T)message : Unsafe.As<object, T>(ref message);
}

/// <summary>Handles every message of its type.</summary>
internal sealed class ActionHandler<T>(Action<T> handler) : MessageHandler
{
    public override bool Handle(object message)
    {
        handler(Cast<T>(message));
        return true;
    }
}

/// <summary>Handles the messages that its predicate accepts.</summary>
internal sealed class ConditionalHandler<T>(Action<T> handler, Predicate<T> shouldHandle) : MessageHandler
{
    public override bool Handle(object message)
    {
        var typed = Cast<T>(message);
        if (!shouldHandle(typed))
        {
            return false;
        }

        handler(typed);
        return true;
    }
}

/// <summary>Says itself whether it handled a message.</summary>
internal sealed class FunctionHandler<T>(Func<T, bool> handler) : MessageHandler
{
    public override bool Handle(object message) => handler(Cast<T>(message));
}

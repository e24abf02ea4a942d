using Akka.Actor;

namespace Akka.Serialization;

/// <content>References to actors inside messages are written as seen from the system that sends them.</content>
public partial class Serialization
{
    [ThreadStatic]
    private static Address? _currentAddress;

    /// <summary>Runs the action; references it writes carry the system's address.</summary>
    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) =>
        WithTransport(system, action, run => run());

    /// <summary>Runs the action; references it writes carry the system's address.</summary>
    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action)
    {
        var before = _currentAddress;
        try
        {
            _currentAddress ??= system.Provider.DefaultAddress;
            return action(state);
        }
        finally
        {
            _currentAddress = before;
        }
    }

    /// <summary>
    /// The path of the actor, with address and number of its incarnation, to be resolved elsewhere or later.
    /// </summary>
    public static string SerializedActorPath(IActorRef? actorRef)
    {
        if (actorRef is null || ReferenceEquals(actorRef, ActorRefs.Nobody))
        {
            return string.Empty;
        }

        return _currentAddress is { } address
            ? actorRef.Path.ToSerializationFormatWithAddress(address)
            : actorRef.Path.ToSerializationFormat();
    }

    /// <summary>The reference that <see cref="SerializedActorPath"/> wrote.</summary>
    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    internal static T WithTransport<T>(ExtendedActorSystem system, Address address, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(system);
        var before = _currentAddress;
        try
        {
            _currentAddress = address;
            return action();
        }
        finally
        {
            _currentAddress = before;
        }
    }
}

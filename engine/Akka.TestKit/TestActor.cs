using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>What the actor behind a kit understands.</summary>
public static class TestActor
{
    /// <summary>Says whether a message is dropped.</summary>
    public delegate bool Ignore(object message);

    /// <summary>Says that nothing was received.</summary>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Ends the pilot.</summary>
    public static AutoPilot NoAutoPilot => AutoPilot.NoAutoPilot;

    /// <summary>Keeps the pilot there is.</summary>
    public static AutoPilot KeepRunning => AutoPilot.KeepRunning;

    /// <summary>Sets which messages are dropped.</summary>
    public class SetIgnore : INoSerializationVerificationNeeded
    {
        /// <summary>Holds its argument; null drops nothing.</summary>
        public SetIgnore(Ignore? ignore)
        {
            Ignore = ignore;
        }

        /// <summary>The function.</summary>
        public Ignore? Ignore { get; }
    }

    /// <summary>Watches an actor.</summary>
    public class Watch : INoSerializationVerificationNeeded
    {
        /// <summary>Holds its argument.</summary>
        public Watch(IActorRef actorToWatch)
        {
            Actor = actorToWatch;
        }

        /// <summary>The actor.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Ends a watch.</summary>
    public class Unwatch : INoSerializationVerificationNeeded
    {
        /// <summary>Holds its argument.</summary>
        public Unwatch(IActorRef actorToUnwatch)
        {
            Actor = actorToUnwatch;
        }

        /// <summary>The actor.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Sets the pilot.</summary>
    public class SetAutoPilot : INoSerializationVerificationNeeded
    {
        /// <summary>Holds its argument.</summary>
        public SetAutoPilot(AutoPilot autoPilot)
        {
            AutoPilot = autoPilot;
        }

        /// <summary>The pilot.</summary>
        public AutoPilot AutoPilot { get; }
    }

    /// <summary>Makes a child.</summary>
    public class Spawn : INoSerializationVerificationNeeded
    {
        /// <summary>What the child is made from.</summary>
        public readonly Props _props;

        /// <summary>Its name.</summary>
        public readonly Option<string> _name;

        /// <summary>The strategy for it.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy;

        /// <summary>Holds its arguments.</summary>
        public Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy)
        {
            _props = props;
            _name = name;
            _supervisorStrategy = supervisorStrategy;
        }

        /// <summary>Makes the child.</summary>
        public IActorRef Apply(IActorRefFactory context) =>
            context.ActorOf(_props, _name.HasValue ? _name.Value : null);
    }
}

using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tests;

/// <summary>A system with a cluster provider, and ways to bring its node up and down.</summary>
public abstract class ClusterSpec : TestKit.Xunit2.TestKit
{
    private const string Basis =
        """
        akka.actor.provider = cluster
        akka.loglevel = WARNING
        # Only a hang may end a test: a slow machine must not.
        akka.test.single-expect-default = 30s
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        # The last messages must still find their receivers.
        akka.coordinated-shutdown.terminate-actor-system = off
        akka.coordinated-shutdown.run-by-actor-system-terminate = off
        """;

    protected ClusterSpec(string hocon = "")
        : base(ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Basis)))
    {
    }

    protected static TimeSpan Patience => TimeSpan.FromSeconds(30);

    protected Cluster Cluster => Cluster.Get(Sys);

    protected Task JoinSelf() => Cluster.JoinAsync(Cluster.SelfAddress);

    /// <summary>An actor that sends everything it gets, with its own name, to the test.</summary>
    protected sealed class Echo : UntypedActor
    {
        private readonly IActorRef _listener;

        public Echo(IActorRef listener) => _listener = listener;

        protected override void PreStart() => _listener.Tell("start " + Self.Path.Name);

        protected override void PostStop() => _listener.Tell("stop " + Self.Path.Name);

        protected override void OnReceive(object message)
        {
            if (message is "end")
            {
                _listener.Tell($"{Self.Path.Name} got its own stop message");
                Context.Stop(Self);
            }
            else
            {
                _listener.Tell($"{Self.Path.Name}:{message}", Sender);
            }
        }
    }
}

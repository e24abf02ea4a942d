using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>
/// The reference to a router: whoever tells it something routes it. (The base class makes the cell while it is itself
/// made; a captured parameter is set by then, a field set in a constructor's body would not be.)
/// </summary>
internal sealed class RoutedActorRef(
    ActorSystemImpl system,
    Props routerProps,
    MessageDispatcher dispatcher,
    MailboxType mailboxType,
    Props routeeProps,
    IInternalActorRef supervisor,
    ActorPath path) : LocalActorRef(system, routerProps, dispatcher, mailboxType, supervisor, path)
{
    /// <summary>Makes the router that props ask for.</summary>
    /// <exception cref="ConfigurationException">The router cannot be made so.</exception>
    public static RoutedActorRef Create(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path)
    {
        var config = props.RouterConfig;
        config.VerifyConfig(path);
        var routees = props.WithRouter(NoRouter.Instance);
        CheckDispatcher(system, (config as Pool)?.WithPoolDispatcher(routees, path) ?? routees, "routees of", path);
        var router = Props.CreateBy(new RouterActorProducer(config)).WithDeploy(
            new Deploy(props.Deploy.Path, props.Deploy.Config, config, props.Deploy.Scope, config.RouterDispatcher));
        CheckDispatcher(system, router, "router", path);
        var dispatcher = system.Dispatchers.Lookup(config.RouterDispatcher);
        var mailbox = system.Mailboxes.GetMailboxType(router, dispatcher.Configurator.Config);
        return new RoutedActorRef(system, router, dispatcher, mailbox, routees, supervisor, path);
    }

    /// <inheritdoc/>
    protected override ActorCell NewActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef supervisor) =>
        new RoutedActorCell(system, self, props, dispatcher, routeeProps, supervisor);

    private static void CheckDispatcher(ActorSystemImpl system, Props props, string role, ActorPath path)
    {
        if (!system.Dispatchers.HasDispatcher(props.Dispatcher))
        {
            throw new ConfigurationException($"Dispatcher [{props.Dispatcher}] not configured for {role} {path}");
        }
    }

    private sealed class RouterActorProducer(RouterConfig config) : IIndirectActorProducer
    {
        public Type ActorType => typeof(RouterActor);

        public ActorBase Produce() => config.CreateRouterActor();

        public void Release(ActorBase actor)
        {
        }
    }
}

using Akka.Actor;
using Akka.Routing;

namespace Akka.Tests.Routing;

/// <summary>Answers with its name, or does what it is told to.</summary>
internal sealed class Worker : ReceiveActor
{
    public Worker()
    {
        var told = 0;
        Receive<Exception>(e => throw e);
        Receive<string>(text => text == "dispatcher", _ => Sender.Tell(Context.Props.Dispatcher));
        Receive<string>(text => text == "count", _ => Sender.Tell(told));
        ReceiveAny(_ =>
        {
            told++;
            Sender.Tell(Self.Path.Name);
        });
    }

    public static Props Recipe { get; } = Props.Create<Worker>();
}

/// <summary>What the specs of routers ask again and again.</summary>
internal static class RouterQuestions
{
    /// <summary>The routees of a router, which handles the question after all management messages before it.</summary>
    public static List<Routee> Routees(this Akka.TestKit.Xunit2.TestKit kit, IActorRef router)
    {
        router.Tell(GetRoutees.Instance, kit.TestActor);
        return [.. kit.ExpectMsg<Routees>().Members];
    }

    public static List<IActorRef> RouteeActors(this Akka.TestKit.Xunit2.TestKit kit, IActorRef router) =>
        [.. kit.Routees(router).Cast<ActorRefRoutee>().Select(routee => routee.Actor)];
}

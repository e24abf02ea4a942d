using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;
using Akka.Routing;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Knows who hears which topic and who is known by which path, and passes messages on to them.</summary>
/// <remarks>
/// One per node, below /system. Subscribers are watched: the dead are forgotten. Not persisted: subscribers subscribe
/// again when they start.
/// </remarks>
public class DistributedPubSubMediator : ReceiveActor
{
    private const string NoGroup = "";

    private readonly DistributedPubSubSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, SortedDictionary<string, List<IActorRef>>> _topics =
        new(StringComparer.Ordinal);
    private readonly Dictionary<string, IActorRef> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, HashSet<(string Topic, string Group)>> _heardBy = [];

    /// <summary>Creates a mediator; use <see cref="Props"/>.</summary>
    public DistributedPubSubMediator(DistributedPubSubSettings settings)
    {
        _settings = settings;
        Receive<Publish>(OnPublish);
        Receive<Send>(OnSend);
        Receive<SendToAll>(OnSendToAll);
        Receive<Put>(OnPut);
        Receive<Remove>(OnRemove);
        Receive<Subscribe>(OnSubscribe);
        Receive<Unsubscribe>(OnUnsubscribe);
        Receive<GetTopics>(_ =>
            Sender.Tell(new CurrentTopics(_topics.Keys.ToImmutableHashSet(StringComparer.Ordinal))));
        Receive<CountSubscribers>(query => Sender.Tell(Count(query.Topic)));
        Receive<Terminated>(dead => Forget(dead.ActorRef));
    }

    /// <summary>The log of the mediator.</summary>
    public ILoggingAdapter Log => _log;

    /// <summary>A mediator with these settings.</summary>
    public static Props Props(DistributedPubSubSettings settings) =>
        Actor.Props.Create(() => new DistributedPubSubMediator(settings)).WithDeploy(Deploy.Local);

    private void OnPublish(Publish publish)
    {
        var groups = _topics.GetValueOrDefault(publish.Topic);
        if (publish.SendOneMessageToEachGroup)
        {
            PublishToGroups(groups, publish.Message);
        }
        else
        {
            TellAll(groups?.GetValueOrDefault(NoGroup) ?? [], publish.Message);
        }
    }

    private void PublishToGroups(SortedDictionary<string, List<IActorRef>>? groups, object message)
    {
        var isWanted = false;
        foreach (var (group, members) in groups ?? [])
        {
            if (group != NoGroup)
            {
                isWanted = true;
                Routee[] routees = [.. members.Select(member => new ActorRefRoutee(member))];
                _settings.RoutingLogic.Select(message, routees).Send(message, Sender);
            }
        }

        if (!isWanted)
        {
            TellAll([], message);
        }
    }

    private void OnSend(Send send) =>
        TellAll(_byPath.TryGetValue(send.Path, out var known) ? [known] : [], send.Message);

    private void OnSendToAll(SendToAll send) =>
        TellAll(!send.ExcludeSelf && _byPath.TryGetValue(send.Path, out var known) ? [known] : [], send.Message);

    private void OnPut(Put put)
    {
        if (!string.IsNullOrEmpty(put.Ref.Path.Address.Host))
        {
            _log.Warning("Registered actor must be local: [{0}]", put.Ref);
            return;
        }

        _byPath[put.Ref.Path.ToStringWithoutAddress()] = put.Ref;
        Context.Watch(put.Ref);
    }

    private void OnRemove(Remove remove)
    {
        if (_byPath.Remove(remove.Path, out var known))
        {
            UnwatchUnlessNeeded(known);
        }
    }

    private void OnSubscribe(Subscribe subscribe)
    {
        if (!_topics.TryGetValue(subscribe.Topic, out var groups))
        {
            _topics[subscribe.Topic] = groups = new(StringComparer.Ordinal);
        }

        var group = subscribe.Group ?? NoGroup;
        if (!groups.TryGetValue(group, out var members))
        {
            groups[group] = members = [];
        }

        if (!_heardBy.TryGetValue(subscribe.Ref, out var heard))
        {
            _heardBy[subscribe.Ref] = heard = [];
            Context.Watch(subscribe.Ref);
        }

        if (heard.Add((subscribe.Topic, group)))
        {
            members.Add(subscribe.Ref);
        }

        Sender.Tell(new SubscribeAck(subscribe));
    }

    private void OnUnsubscribe(Unsubscribe unsubscribe)
    {
        var group = unsubscribe.Group ?? NoGroup;
        if (_heardBy.TryGetValue(unsubscribe.Ref, out var heard) && heard.Remove((unsubscribe.Topic, group)))
        {
            TakeOut(unsubscribe.Ref, unsubscribe.Topic, group);
            if (heard.Count == 0)
            {
                _heardBy.Remove(unsubscribe.Ref);
                UnwatchUnlessNeeded(unsubscribe.Ref);
            }
        }

        Sender.Tell(new UnsubscribeAck(unsubscribe));
    }

    private void Forget(IActorRef dead)
    {
        if (_heardBy.Remove(dead, out var heard))
        {
            foreach (var (topic, group) in heard)
            {
                TakeOut(dead, topic, group);
            }
        }

        if (IsKnownByPath(dead))
        {
            _byPath.Remove(dead.Path.ToStringWithoutAddress());
        }
    }

    private void TakeOut(IActorRef subscriber, string topic, string group)
    {
        var groups = _topics[topic];
        groups[group].Remove(subscriber);
        if (groups[group].Count == 0)
        {
            groups.Remove(group);
        }

        if (groups.Count == 0)
        {
            _topics.Remove(topic);
        }
    }

    private bool IsKnownByPath(IActorRef actor) =>
        _byPath.TryGetValue(actor.Path.ToStringWithoutAddress(), out var known) && known.Equals(actor);

    private void UnwatchUnlessNeeded(IActorRef actor)
    {
        if (!IsKnownByPath(actor) && !_heardBy.ContainsKey(actor))
        {
            Context.Unwatch(actor);
        }
    }

    private void TellAll(List<IActorRef> receivers, object message)
    {
        foreach (var receiver in receivers)
        {
            receiver.Tell(message, Sender);
        }

        if (receivers.Count == 0 && _settings.SendToDeadLettersWhenNoSubscribers)
        {
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        }
    }

    private int Count(string topic) => _topics.GetValueOrDefault(topic)?.Values.Sum(members => members.Count) ?? 0;
}

using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// Stands for the singleton wherever it runs: forwards to it, and keeps messages while it is not known.
/// </summary>
/// <remarks>States: Searching (asks the singleton's path who is there, keeps messages) -> Found -> Searching when it
/// dies.</remarks>
public sealed class ClusterSingletonProxy : ReceiveActor
{
    private readonly string _singletonPath;
    private readonly ClusterSingletonProxySettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<(object Message, IActorRef Sender)> _kept = new();
    private readonly HashSet<Member> _hosts = [];

    private IActorRef? _singleton;
    private ICancelable? _searching;
    private int _search;

    /// <summary>Creates a proxy; use <see cref="Props"/>.</summary>
    public ClusterSingletonProxy(string singletonManagerPath, ClusterSingletonProxySettings settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(singletonManagerPath);
        _settings = settings;
        ReceiveAny(OnMessage);
        _singletonPath = $"{singletonManagerPath.TrimEnd('/')}/{settings.SingletonName}";
    }

    /// <summary>The defaults of this package.</summary>
    public static Config DefaultConfig() => ClusterSingletonManager.DefaultConfig();

    /// <summary>A proxy of the singleton below the manager at the path, such as <c>/user/manager</c>.</summary>
    public static Props Props(string singletonManagerPath, ClusterSingletonProxySettings settings) =>
        Actor.Props.Create(() => new ClusterSingletonProxy(singletonManagerPath, settings)).WithDeploy(Deploy.Local);

    /// <inheritdoc/>
    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _searching?.Cancel();
        while (_kept.TryDequeue(out var kept))
        {
            Drop(kept.Message, kept.Sender);
        }
    }

    private void OnMessage(object message)
    {
        switch (message)
        {
            case ClusterEvent.IMemberEvent happened:
                OnMember(happened);
                break;
            case Search:
                Identify();
                break;
            case ActorIdentity identity when Equals(identity.MessageId, _search):
                OnIdentity(identity.Subject);
                break;
            case ActorIdentity:
                break; // The answer to an earlier search.
            case Terminated dead when dead.ActorRef.Equals(_singleton):
                _singleton = null;
                StartSearch();
                break;
            default:
                Pass(message);
                break;
        }
    }

    private void OnMember(ClusterEvent.IMemberEvent happened)
    {
        var member = happened.Member;
        if (_settings.Role is { } role && !member.HasRole(role))
        {
            return;
        }

        if (happened is ClusterEvent.MemberUp && _hosts.Add(member) && _singleton is null)
        {
            StartSearch();
        }
        else if (happened is ClusterEvent.MemberRemoved)
        {
            _hosts.Remove(member);
        }
    }

    private void StartSearch()
    {
        _search++;
        _searching?.Cancel();
        _searching = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, _settings.SingletonIdentificationInterval, Self, Search.Instance, Self);
    }

    private void Identify()
    {
        if (_hosts.Count > 0)
        {
            Context.ActorSelection(_singletonPath).Tell(new Identify(_search), Self);
        }
    }

    private void OnIdentity(IActorRef? subject)
    {
        if (subject is null || _singleton is not null)
        {
            return;
        }

        _log.Info("Singleton identified at [{0}]", subject.Path);
        _searching?.Cancel();
        _singleton = Context.Watch(subject);
        while (_kept.TryDequeue(out var kept))
        {
            _singleton.Tell(kept.Message, kept.Sender);
        }
    }

    private void Pass(object message)
    {
        if (_singleton is not null)
        {
            _singleton.Tell(message, Sender);
        }
        else if (_settings.BufferSize == 0)
        {
            _log.Debug("Singleton not available and buffering is disabled, dropping message [{0}]", message.GetType());
        }
        else
        {
            if (_kept.Count == _settings.BufferSize)
            {
                var (oldest, sender) = _kept.Dequeue();
                _log.Warning(
                    "Singleton not available and buffer is full, dropping oldest message [{0}]", oldest.GetType());
                Drop(oldest, sender);
            }

            _kept.Enqueue((message, Sender));
        }
    }

    private void Drop(object message, IActorRef sender) =>
        Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);

    private sealed class Search : INotInfluenceReceiveTimeout
    {
        public static readonly Search Instance = new();

        private Search()
        {
        }
    }
}

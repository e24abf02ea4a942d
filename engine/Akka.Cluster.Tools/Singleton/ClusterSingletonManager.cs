using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// Runs one actor on one node of the cluster. Start a manager on every node (or every node with the role): the one that
/// owns the singleton runs it as its child, and hands it over when its node leaves.
/// </summary>
/// <remarks>
/// States: Start (node not up) -> BecomingOldest (asks for ownership) -> Oldest (runs it) -> HandingOver (stops it) ->
/// end;
/// BecomingOldest -> Younger (another node owns it) -> BecomingOldest again after a while.
/// A singleton that stops by itself is not started again.
/// </remarks>
public sealed class ClusterSingletonManager : UntypedActor
{
    private readonly Props _singletonProps;
    private readonly object _terminationMessage;
    private readonly ClusterSingletonManagerSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _resource;

    private IActorRef? _singleton;
    private ICancelable? _nextClaim;
    private bool _isOwner;

    /// <summary>
    /// Creates a manager; use <see cref="Props(Actor.Props, object, ClusterSingletonManagerSettings)"/>.
    /// </summary>
    /// <exception cref="ArgumentException">This node does not have the role.</exception>
    public ClusterSingletonManager(
        Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings)
    {
        if (settings.Role is { } role && !_cluster.SelfRoles.Contains(role))
        {
            throw new ArgumentException(
                $"This cluster member [{_cluster.SelfAddress}] doesn't have the role [{role}]", nameof(settings));
        }

        _singletonProps = singletonProps;
        _terminationMessage = terminationMessage;
        _settings = settings;
        _resource = $"singleton:{Self.Path.ToStringWithoutAddress()}/{settings.SingletonName}";
    }

    /// <summary>The defaults of this package.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource<ClusterSingletonManager>("Akka.Cluster.Tools.reference.conf");

    /// <summary>A manager that stops its singleton with <see cref="PoisonPill"/>.</summary>
    public static Props Props(Props singletonProps, ClusterSingletonManagerSettings settings) =>
        Props(singletonProps, PoisonPill.Instance, settings);

    /// <summary>
    /// A manager that stops its singleton with the message, upon which the singleton must stop itself.
    /// </summary>
    public static Props Props(
        Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings) =>
        Actor.Props.Create(() => new ClusterSingletonManager(singletonProps, terminationMessage, settings))
            .WithDeploy(Deploy.Local);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var self = Self;
        var shutdown = CoordinatedShutdown.Get(Context.System);
        var patience = shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, $"stop-{_resource}", async () =>
        {
            await self.GracefulStop(patience, StopSingleton.Instance).ConfigureAwait(false);
            return Done.Instance;
        });
        _cluster.Subscribe(self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _nextClaim?.Cancel();
        _ = _cluster.Ownership.ReleaseAsync(_resource);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberUp up when IsSelf(up.Member):
            case ClaimAgain:
                Claim();
                break;
            case Ownership ownership:
                OnOwnership(ownership);
                break;
            case ClusterEvent.MemberExited exited when IsSelf(exited.Member):
            case ClusterEvent.MemberDowned downed when IsSelf(downed.Member):
                HandOver();
                break;
            case StopSingleton:
                HandOver();
                break;
            case Terminated dead when dead.ActorRef.Equals(_singleton):
                _log.Info("Singleton actor [{0}] was terminated", dead.ActorRef.Path);
                _singleton = null;
                break;
            case Status.Failure failure:
                _log.Warning("Could not ask who owns [{0}]: {1}", _resource, failure.Cause.Message);
                RetryClaim();
                break;
            case ClusterEvent.IMemberEvent:
                break; // Other members, and states of this one that change nothing here.
            default:
                Unhandled(message);
                break;
        }
    }

    private void Claim()
    {
        if (!_isOwner)
        {
            _cluster.Ownership.ClaimAsync(_resource).PipeTo(Self);
        }
    }

    private void OnOwnership(Ownership ownership)
    {
        if (ownership.Owner != _cluster.SelfUniqueAddress)
        {
            RetryClaim();
        }
        else if (!_isOwner)
        {
            _isOwner = true;
            _log.Info("Singleton manager starting singleton actor [{0}/{1}]", Self.Path, _settings.SingletonName);
            _singleton = Context.Watch(Context.ActorOf(_singletonProps, _settings.SingletonName));
        }
    }

    private void RetryClaim()
    {
        _nextClaim?.Cancel();
        _nextClaim = Context.System.Scheduler.ScheduleTellOnceCancelable(
            _settings.HandOverRetryInterval, Self, ClaimAgain.Instance, Self);
    }

    private void HandOver()
    {
        _nextClaim?.Cancel();
        if (_singleton is null)
        {
            Context.Stop(Self);
            return;
        }

        _log.Info("Singleton manager stopping singleton actor [{0}]", _singleton.Path);
        _singleton.Tell(_terminationMessage);
        Become(HandingOver);
    }

    private void HandingOver(object message)
    {
        switch (message)
        {
            case Terminated dead when dead.ActorRef.Equals(_singleton):
                Context.Stop(Self);
                break;
            case StopSingleton or ClusterEvent.IMemberEvent or Ownership or ClaimAgain or Status.Failure:
                break; // The decision to stop is final.
            default:
                Unhandled(message);
                break;
        }
    }

    private bool IsSelf(Member member) => member.UniqueAddress == _cluster.SelfUniqueAddress;

    private sealed class StopSingleton
    {
        public static readonly StopSingleton Instance = new();

        private StopSingleton()
        {
        }
    }

    private sealed class ClaimAgain
    {
        public static readonly ClaimAgain Instance = new();

        private ClaimAgain()
        {
        }
    }
}

using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Streams.Implementation.Islands;

/// <summary>Runs a graph in the actor of the stage that starts it. Only that stage may use it.</summary>
internal sealed class SubFusingMaterializer : IMaterializer, IMaterializerLoggingProvider
{
    private readonly ActorMaterializerImpl _outer;
    private readonly IslandActor _actor;

    public SubFusingMaterializer(ActorMaterializerImpl outer, IslandActor actor)
    {
        _outer = outer;
        _actor = actor;
    }

    public MessageDispatcher ExecutionContext => _outer.ExecutionContext;

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) => Materialize(runnable, Attributes.None);

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes) =>
        _outer.Materialize(runnable, initialAttributes, _actor);

    public ICancelable ScheduleOnce(TimeSpan delay, Action action) => _outer.ScheduleOnce(delay, action);

    public ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        _outer.ScheduleRepeatedly(initialDelay, interval, action);

    public IMaterializer WithNamePrefix(string namePrefix) => _outer.WithNamePrefix(namePrefix);

    public ILoggingAdapter MakeLogger(object logSource) => _outer.MakeLogger(logSource);
}

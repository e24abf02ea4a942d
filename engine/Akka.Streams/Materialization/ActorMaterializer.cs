using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>
/// Runs each fused island of a graph in one actor. Its streams live under one supervisor, which is a child of the given
/// context: when the context stops, so do they.
/// </summary>
public abstract class ActorMaterializer : IMaterializer, IMaterializerLoggingProvider, IDisposable
{
    public abstract ActorMaterializerSettings Settings { get; }

    public abstract bool IsShutdown { get; }

    public abstract MessageDispatcher ExecutionContext { get; }

    public abstract ActorSystem System { get; }

    public abstract ILoggingAdapter Logger { get; }

    public abstract IActorRef Supervisor { get; }

    /// <summary>The settings of the materializer, for use when nothing else is configured.</summary>
    public static Config DefaultConfig() => StreamsDefaults.Config;

    /// <summary>Makes a materializer under an actor system or inside an actor.</summary>
    public static ActorMaterializer Create(
        IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var system = context switch
        {
            ActorSystem own => own,
            IActorContext inside => inside.System,
            _ => throw new ArgumentException(
                $"ActorRefFactory context must be a ActorSystem or ActorContext, got [{context.GetType()}]",
                nameof(context)),
        };
        return ActorMaterializerImpl.Create(
            context, system, settings ?? ActorMaterializerSettings.Create(system), namePrefix ?? "Flow");
    }

    /// <summary>The settings as the attributes change them.</summary>
    public abstract ActorMaterializerSettings EffectiveSettings(Attributes attributes);

    public abstract IMaterializer WithNamePrefix(string namePrefix);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    public abstract ICancelable ScheduleOnce(TimeSpan delay, Action action);

    public abstract ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    public abstract ILoggingAdapter MakeLogger(object logSource);

    /// <summary>Stops every stream of this materializer at once; none can be started afterwards.</summary>
    public abstract void Shutdown();

    /// <summary>Starts an actor for a stage.</summary>
    public abstract IActorRef ActorOf(MaterializationContext context, Props props);

    public void Dispose()
    {
        Shutdown();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Makes a materializer from where it will live.</summary>
public static class ActorMaterializerExtensions
{
    /// <inheritdoc cref="ActorMaterializer.Create"/>
    public static ActorMaterializer Materializer(
        this IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null) =>
        ActorMaterializer.Create(context, settings, namePrefix);
}

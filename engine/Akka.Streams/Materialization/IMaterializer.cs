using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Streams;

/// <summary>Turns a graph into something that runs.</summary>
public interface IMaterializer
{
    /// <summary>The dispatcher on which asynchronous work of stages runs.</summary>
    MessageDispatcher ExecutionContext { get; }

    /// <summary>A materializer that names its streams otherwise.</summary>
    IMaterializer WithNamePrefix(string namePrefix);

    /// <summary>Runs the graph and gives its materialized value.</summary>
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    /// <summary>Runs the graph with attributes that its stages inherit.</summary>
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    /// <summary>Runs an action once after a delay, on any thread.</summary>
    ICancelable ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs an action again and again, on any thread.</summary>
    ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
}

/// <summary>Gives stages their logs.</summary>
public interface IMaterializerLoggingProvider
{
    ILoggingAdapter MakeLogger(object logSource);
}

/// <summary>What is known where a stage is materialized.</summary>
public readonly struct MaterializationContext
{
    public readonly IMaterializer Materializer;
    public readonly Attributes EffectiveAttributes;
    public readonly string StageName;

    public MaterializationContext(IMaterializer materializer, Attributes effectiveAttributes, string stageName)
    {
        Materializer = materializer;
        EffectiveAttributes = effectiveAttributes;
        StageName = stageName;
    }
}

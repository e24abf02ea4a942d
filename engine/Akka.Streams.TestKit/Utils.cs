using Akka.Actor;
using Akka.Streams.Implementation;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>What tests of streams need besides probes.</summary>
public static class Utils
{
    private static readonly TimeSpan s_timeoutDefault = TimeSpan.FromSeconds(20);

    /// <summary>Stops what runs, runs the block, and expects that every stream it started ends.</summary>
    /// <param name="spec">The test.</param>
    /// <param name="block">What starts streams.</param>
    /// <param name="materializer">What they run on.</param>
    /// <param name="timeout">How long they may take to end after the block; 20 s when null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static void AssertAllStagesStopped(
        this TestKitBase spec,
        Action block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) => spec.AssertAllStagesStopped(
            () =>
            {
                block();
                return NotUsed.Instance;
            },
            materializer,
            timeout,
            cancellationToken);

    /// <inheritdoc cref="AssertAllStagesStopped(TestKitBase,Action,IMaterializer,TimeSpan?,CancellationToken)"/>
    public static T AssertAllStagesStopped<T>(
        this TestKitBase spec,
        Func<T> block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var (probe, supervisor) = Begin(spec, materializer);
        probe.ExpectMsg<StreamSupervisor.Children>(cancellationToken: cancellationToken);
        var result = block();
        probe.AwaitAssert(
            () =>
            {
                supervisor.Tell(new StreamSupervisor.GetChildren(), probe.Ref);
                ExpectNone(probe, probe.ExpectMsg<StreamSupervisor.Children>(cancellationToken: cancellationToken));
            },
            timeout ?? s_timeoutDefault,
            cancellationToken: cancellationToken);
        return result;
    }

    /// <inheritdoc cref="AssertAllStagesStopped(TestKitBase,Action,IMaterializer,TimeSpan?,CancellationToken)"/>
    public static Task AssertAllStagesStoppedAsync(
        this TestKitBase spec,
        Func<Task> block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) => spec.AssertAllStagesStoppedAsync(
            async () =>
            {
                await block();
                return NotUsed.Instance;
            },
            materializer,
            timeout,
            cancellationToken);

    /// <inheritdoc cref="AssertAllStagesStopped(TestKitBase,Action,IMaterializer,TimeSpan?,CancellationToken)"/>
    public static async Task<T> AssertAllStagesStoppedAsync<T>(
        this TestKitBase spec,
        Func<Task<T>> block,
        IMaterializer materializer,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var (probe, supervisor) = Begin(spec, materializer);
        await probe.ExpectMsgAsync<StreamSupervisor.Children>(cancellationToken: cancellationToken);
        var result = await block();
        await probe.AwaitAssertAsync(
            async () =>
            {
                supervisor.Tell(new StreamSupervisor.GetChildren(), probe.Ref);
                var children = await probe.ExpectMsgAsync<StreamSupervisor.Children>(
                    cancellationToken: cancellationToken);
                ExpectNone(probe, children);
            },
            timeout ?? s_timeoutDefault,
            cancellationToken: cancellationToken);
        return result;
    }

    private static (TestProbe Probe, IActorRef Supervisor) Begin(TestKitBase spec, IMaterializer materializer)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var supervisor = materializer is ActorMaterializer { Supervisor: var found }
            ? found
            : throw new ArgumentException("Streams are counted on an ActorMaterializer only", nameof(materializer));
        var probe = spec.CreateTestProbe();
        supervisor.Tell(new StreamSupervisor.StopChildren(), probe.Ref);
        return (probe, supervisor);
    }

    private static void ExpectNone(TestProbe probe, StreamSupervisor.Children children) =>
        probe.Assertions.AssertTrue(
            children.Refs.Count == 0,
            "Expected no stream to run, but there are [{0}]",
            string.Join(", ", children.Refs));
}

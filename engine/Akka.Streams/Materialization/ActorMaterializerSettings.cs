using Akka.Actor;
using Akka.Configuration;
using Akka.Streams.Implementation;
using Akka.Streams.Supervision;
using Decider = Akka.Streams.Supervision.Decider;

namespace Akka.Streams;

/// <summary>How a materializer runs its streams. Immutable: every With returns a changed copy.</summary>
public sealed class ActorMaterializerSettings
{
    /// <summary>How large a buffer at an asynchronous boundary starts.</summary>
    public readonly int InitialInputBufferSize;

    /// <summary>How many elements a buffer at an asynchronous boundary may hold.</summary>
    public readonly int MaxInputBufferSize;

    /// <summary>The dispatcher of the actors; empty for the default one.</summary>
    public readonly string Dispatcher;

    /// <summary>What stages do when a function throws, unless an attribute says otherwise.</summary>
    public readonly Decider SupervisionDecider;

    /// <summary>How long a stream waits to be connected at run time.</summary>
    public readonly StreamSubscriptionTimeoutSettings SubscriptionTimeoutSettings;

    public readonly bool IsDebugLogging;
    public readonly int OutputBurstLimit;
    public readonly bool IsFuzzingMode;
    public readonly bool IsAutoFusing;
    public readonly int MaxFixedBufferSize;

    /// <summary>How many signals an island handles before another actor gets the thread.</summary>
    public readonly int SyncProcessingLimit;

    internal ActorMaterializerSettings(
        int initialInputBufferSize,
        int maxInputBufferSize,
        string dispatcher,
        Decider supervisionDecider,
        StreamSubscriptionTimeoutSettings subscriptionTimeoutSettings,
        bool isDebugLogging,
        int outputBurstLimit,
        bool isFuzzingMode,
        bool isAutoFusing,
        int maxFixedBufferSize,
        int syncProcessingLimit)
    {
        InitialInputBufferSize = Positive(initialInputBufferSize, nameof(initialInputBufferSize));
        MaxInputBufferSize = Positive(maxInputBufferSize, nameof(maxInputBufferSize));
        if (initialInputBufferSize > maxInputBufferSize)
        {
            throw new ArgumentException(
                $"initialSize of input buffer ({initialInputBufferSize}) must be <= maxSize ({maxInputBufferSize})",
                nameof(initialInputBufferSize));
        }

        Dispatcher = dispatcher;
        SupervisionDecider = supervisionDecider;
        SubscriptionTimeoutSettings = subscriptionTimeoutSettings;
        IsDebugLogging = isDebugLogging;
        OutputBurstLimit = Positive(outputBurstLimit, nameof(outputBurstLimit));
        IsFuzzingMode = isFuzzingMode;
        IsAutoFusing = isAutoFusing;
        MaxFixedBufferSize = Positive(maxFixedBufferSize, nameof(maxFixedBufferSize));
        SyncProcessingLimit = Positive(syncProcessingLimit, nameof(syncProcessingLimit));
    }

    /// <summary>The settings under <c>akka.stream.materializer</c>.</summary>
    public static ActorMaterializerSettings Create(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var config = system.Settings.Config.WithFallback(StreamsDefaults.Config)
            .GetConfig("akka.stream.materializer");
        return new ActorMaterializerSettings(
            config.GetInt("initial-input-buffer-size"),
            config.GetInt("max-input-buffer-size"),
            config.GetString("dispatcher") ?? "",
            Deciders.StoppingDecider,
            StreamSubscriptionTimeoutSettings.Create(config),
            config.GetBoolean("debug-logging"),
            config.GetInt("output-burst-limit"),
            config.GetBoolean("debug.fuzzing-mode"),
            config.GetBoolean("auto-fusing"),
            config.GetInt("max-fixed-buffer-size"),
            config.GetInt("sync-processing-limit"));
    }

    public ActorMaterializerSettings WithInputBuffer(int initialSize, int maxSize) =>
        Copy(initialInputBufferSize: initialSize, maxInputBufferSize: maxSize);

    public ActorMaterializerSettings WithDispatcher(string dispatcher) => Copy(dispatcher: dispatcher);

    public ActorMaterializerSettings WithSupervisionStrategy(Decider decider) => Copy(supervisionDecider: decider);

    public ActorMaterializerSettings WithSubscriptionTimeoutSettings(StreamSubscriptionTimeoutSettings settings) =>
        Copy(subscriptionTimeoutSettings: settings);

    public ActorMaterializerSettings WithDebugLogging(bool isEnabled) => Copy(isDebugLogging: isEnabled);

    public ActorMaterializerSettings WithOutputBurstLimit(int limit) => Copy(outputBurstLimit: limit);

    public ActorMaterializerSettings WithFuzzingMode(bool isFuzzingMode) => Copy(isFuzzingMode: isFuzzingMode);

    public ActorMaterializerSettings WithAutoFusing(bool isAutoFusing) => Copy(isAutoFusing: isAutoFusing);

    public ActorMaterializerSettings WithMaxFixedBufferSize(int maxFixedBufferSize) =>
        Copy(maxFixedBufferSize: maxFixedBufferSize);

    public ActorMaterializerSettings WithSyncProcessingLimit(int limit) => Copy(syncProcessingLimit: limit);

    private static int Positive(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }

    private ActorMaterializerSettings Copy(
        int? initialInputBufferSize = null,
        int? maxInputBufferSize = null,
        string? dispatcher = null,
        Decider? supervisionDecider = null,
        StreamSubscriptionTimeoutSettings? subscriptionTimeoutSettings = null,
        bool? isDebugLogging = null,
        int? outputBurstLimit = null,
        bool? isFuzzingMode = null,
        bool? isAutoFusing = null,
        int? maxFixedBufferSize = null,
        int? syncProcessingLimit = null) => new(
            initialInputBufferSize ?? InitialInputBufferSize,
            maxInputBufferSize ?? MaxInputBufferSize,
            dispatcher ?? Dispatcher,
            supervisionDecider ?? SupervisionDecider,
            subscriptionTimeoutSettings ?? SubscriptionTimeoutSettings,
            isDebugLogging ?? IsDebugLogging,
            outputBurstLimit ?? OutputBurstLimit,
            isFuzzingMode ?? IsFuzzingMode,
            isAutoFusing ?? IsAutoFusing,
            maxFixedBufferSize ?? MaxFixedBufferSize,
            syncProcessingLimit ?? SyncProcessingLimit);
}

/// <summary>What happens to a stream that nobody connects to in time.</summary>
public enum StreamSubscriptionTimeoutTerminationMode
{
    NoopTermination,
    WarnTermination,
    CancelTermination,
}

/// <summary>How long a stream waits to be connected at run time, and what happens then.</summary>
public sealed class StreamSubscriptionTimeoutSettings : IEquatable<StreamSubscriptionTimeoutSettings>
{
    public readonly StreamSubscriptionTimeoutTerminationMode Mode;
    public readonly TimeSpan Timeout;

    public StreamSubscriptionTimeoutSettings(StreamSubscriptionTimeoutTerminationMode mode, TimeSpan timeout)
    {
        Mode = mode;
        Timeout = timeout;
    }

    /// <summary>Reads <c>subscription-timeout</c> of the given section.</summary>
    public static StreamSubscriptionTimeoutSettings Create(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var mode = config.GetString("subscription-timeout.mode")?.ToLowerInvariant() switch
        {
            "no" or "off" or "false" or "noop" => StreamSubscriptionTimeoutTerminationMode.NoopTermination,
            "warn" => StreamSubscriptionTimeoutTerminationMode.WarnTermination,
            _ => StreamSubscriptionTimeoutTerminationMode.CancelTermination,
        };
        return new StreamSubscriptionTimeoutSettings(mode, config.GetTimeSpan("subscription-timeout.timeout"));
    }

    public bool Equals(StreamSubscriptionTimeoutSettings? other) =>
        other is not null && other.Mode == Mode && other.Timeout == Timeout;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionTimeoutSettings);

    public override int GetHashCode() => HashCode.Combine(Mode, Timeout);
}

using Akka.Actor;

namespace Akka.Pattern;

/// <summary>When the pause before a restart becomes short again.</summary>
public interface IBackoffReset
{
}

internal sealed record ManualReset : IBackoffReset;

internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;

/// <summary>Makes the options of a <see cref="BackoffSupervisor"/>.</summary>
public static class Backoff
{
    /// <summary>The child is started again, after a pause, when it fails in a way that its strategy restarts.</summary>
    public static BackoffOptions OnFailure(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        int maxNrOfRetries) =>
        new Options(true, childProps, childName, minBackoff, maxBackoff, randomFactor)
        {
            MaxNrOfRetries = maxNrOfRetries,
        };

    /// <summary>The child is started again, after a pause, when it stops.</summary>
    public static BackoffOptions OnStop(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        int maxNrOfRetries) =>
        new Options(false, childProps, childName, minBackoff, maxBackoff, randomFactor)
        {
            MaxNrOfRetries = maxNrOfRetries,
        };

    private sealed record Options(
        bool OnFailure, Props ChildProps, string ChildName, TimeSpan Min, TimeSpan Max, double RandomFactor)
    {
        public int MaxNrOfRetries { get; init; } = -1;

        public IBackoffReset? Reset { get; init; }

        public OneForOneStrategy? Strategy { get; init; }

        public object? ReplyWhileStopped { get; init; }

        public Func<object, bool>? IsFinalStop { get; init; }

        public static implicit operator BackoffOptions(Options options) => new BackoffOptionsOf(options);
    }

    private sealed class BackoffOptionsOf(Options options) : BackoffOptions
    {
        internal override Props Props
        {
            get
            {
                BackoffSupervisorBase.Validate(options.Min, options.Max, options.RandomFactor);
                var reset = options.Reset ?? new AutoReset(options.Min);
                if (reset is AutoReset auto && (auto.ResetBackoff < options.Min || auto.ResetBackoff > options.Max))
                {
                    throw new ArgumentException("resetBackoff must be between minBackoff and maxBackoff");
                }

                var strategy = (options.Strategy ?? (OneForOneStrategy)SupervisorStrategy.DefaultStrategy)
                    .WithMaxNrOfRetries(options.MaxNrOfRetries);
                return options.OnFailure
                    ? Props.Create(() => new BackoffOnRestartSupervisor(
                        options.ChildProps, options.ChildName, options.Min, options.Max, reset, options.RandomFactor,
                        strategy, options.ReplyWhileStopped, options.IsFinalStop))
                    : Props.Create(() => new BackoffSupervisor(
                        options.ChildProps, options.ChildName, options.Min, options.Max, reset, options.RandomFactor,
                        strategy, options.ReplyWhileStopped, options.IsFinalStop));
            }
        }

        public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) =>
            options with { Reset = new AutoReset(resetBackoff) };

        public override BackoffOptions WithManualReset() => options with { Reset = new ManualReset() };

        public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) =>
            options with { Strategy = supervisorStrategy, MaxNrOfRetries = supervisorStrategy.MaxNumberOfRetries };

        public override BackoffOptions WithDefaultStoppingStrategy() =>
            options with { Strategy = SupervisorStrategy.StoppingStrategy };

        public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
            options with { MaxNrOfRetries = maxNrOfRetries };

        public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) =>
            options with { ReplyWhileStopped = replyWhileStopped };

        public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) =>
            options with { IsFinalStop = isFinalStopMessage };
    }
}

/// <summary>How a <see cref="BackoffSupervisor"/> works; each call returns changed options.</summary>
public abstract class BackoffOptions
{
    internal abstract Props Props { get; }

    /// <summary>The pause is short again once the child has run so long.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The pause is short again after <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>What is done about the child's failures.</summary>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>The child is stopped when it fails.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>After so many restarts the supervisor stops; -1 is no limit.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>What is answered while the child is stopped.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>After such a message the child is not started again.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}

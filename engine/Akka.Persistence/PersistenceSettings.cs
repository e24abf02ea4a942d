using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>What <c>akka.persistence</c> says, read once.</summary>
public sealed class PersistenceSettings : Settings
{
    /// <summary>Reads the settings; <paramref name="config"/> is the section <c>akka.persistence</c>.</summary>
    public PersistenceSettings(ActorSystem system, Config config)
        : base(system, config)
    {
        Internal = new InternalSettings(config);
        View = new ViewSettings(config);
        AtLeastOnceDelivery = new AtLeastOnceDeliverySettings(config);
    }

    /// <summary>What plugins publish; for tests of plugins.</summary>
    public InternalSettings Internal { get; }

    /// <summary>How views update themselves.</summary>
    public ViewSettings View { get; }

    /// <summary>How unconfirmed deliveries are repeated.</summary>
    public AtLeastOnceDeliverySettings AtLeastOnceDelivery { get; set; }

    /// <summary>What plugins publish to the event stream.</summary>
    public sealed class InternalSettings
    {
        /// <summary>Reads the settings out of <c>akka.persistence</c>.</summary>
        public InternalSettings(Config config)
        {
            ArgumentNullException.ThrowIfNull(config);
            PublishPluginCommands = config.GetBoolean("publish-plugin-commands");
            PublishConfirmations = config.GetBoolean("publish-confirmations");
        }

        /// <summary>Whether journals and snapshot stores publish the commands that they get.</summary>
        public bool PublishPluginCommands { get; }

        /// <summary>Whether confirmations are published.</summary>
        public bool PublishConfirmations { get; }
    }

    /// <summary>The keys below <c>view</c>.</summary>
    public sealed class ViewSettings
    {
        /// <summary>Reads the settings out of <c>akka.persistence</c>.</summary>
        public ViewSettings(Config config)
        {
            ArgumentNullException.ThrowIfNull(config);
            AutoUpdate = config.GetBoolean("view.auto-update");
            AutoUpdateInterval = config.GetTimeSpan("view.auto-update-interval");
            var max = config.GetLong("view.auto-update-replay-max");
            AutoUpdateReplayMax = max < 0L ? long.MaxValue : max;
        }

        /// <summary>Whether a view updates itself.</summary>
        public bool AutoUpdate { get; }

        /// <summary>How often.</summary>
        public TimeSpan AutoUpdateInterval { get; }

        /// <summary>At most so many events in one update; -1 in the configuration is no limit.</summary>
        public long AutoUpdateReplayMax { get; }
    }

    /// <summary>The keys below <c>at-least-once-delivery</c>; immutable.</summary>
    public sealed class AtLeastOnceDeliverySettings
    {
        /// <summary>Creates settings.</summary>
        public AtLeastOnceDeliverySettings(
            TimeSpan redeliverInterval,
            int redeliveryBurstLimit,
            int warnAfterNumberOfUnconfirmedAttempts,
            int maxUnconfirmedMessages)
        {
            RedeliverInterval = redeliverInterval;
            RedeliveryBurstLimit = redeliveryBurstLimit;
            WarnAfterNumberOfUnconfirmedAttempts = warnAfterNumberOfUnconfirmedAttempts;
            MaxUnconfirmedMessages = maxUnconfirmedMessages;
        }

        /// <summary>Reads the settings out of <c>akka.persistence</c>.</summary>
        public AtLeastOnceDeliverySettings(Config config)
        {
            ArgumentNullException.ThrowIfNull(config);
            RedeliverInterval = config.GetTimeSpan("at-least-once-delivery.redeliver-interval");
            RedeliveryBurstLimit = config.GetInt("at-least-once-delivery.redelivery-burst-limit");
            WarnAfterNumberOfUnconfirmedAttempts =
                config.GetInt("at-least-once-delivery.warn-after-number-of-unconfirmed-attempts");
            MaxUnconfirmedMessages = config.GetInt("at-least-once-delivery.max-unconfirmed-messages");
        }

        /// <summary>A delivery is repeated when it was not confirmed for so long.</summary>
        public TimeSpan RedeliverInterval { get; }

        /// <summary>At most so many deliveries are repeated at one time.</summary>
        public int RedeliveryBurstLimit { get; }

        /// <summary>After so many attempts the actor gets an <see cref="UnconfirmedWarning"/>.</summary>
        public int WarnAfterNumberOfUnconfirmedAttempts { get; }

        /// <summary>At most so many deliveries may wait for their confirmation.</summary>
        public int MaxUnconfirmedMessages { get; }

        /// <summary>A copy with another interval.</summary>
        public AtLeastOnceDeliverySettings WithRedeliverInterval(TimeSpan redeliverInterval) => new(
            redeliverInterval, RedeliveryBurstLimit, WarnAfterNumberOfUnconfirmedAttempts, MaxUnconfirmedMessages);

        /// <summary>A copy with another burst limit.</summary>
        public AtLeastOnceDeliverySettings WithRedeliveryBurstLimit(int redeliveryBurstLimit) => new(
            RedeliverInterval, redeliveryBurstLimit, WarnAfterNumberOfUnconfirmedAttempts, MaxUnconfirmedMessages);

        /// <summary>A copy with another number of attempts before the warning.</summary>
        public AtLeastOnceDeliverySettings WithUnconfirmedAttemptsToWarn(int unconfirmedAttemptsToWarn) => new(
            RedeliverInterval, RedeliveryBurstLimit, unconfirmedAttemptsToWarn, MaxUnconfirmedMessages);

        /// <summary>A copy with another bound on unconfirmed deliveries.</summary>
        public AtLeastOnceDeliverySettings WithMaxUnconfirmedMessages(int maxUnconfirmedMessages) => new(
            RedeliverInterval, RedeliveryBurstLimit, WarnAfterNumberOfUnconfirmedAttempts, maxUnconfirmedMessages);
    }
}

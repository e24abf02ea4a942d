using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Redis;

/// <summary>How messages are published; <c>config/channels/redis.yaml</c>.</summary>
/// <param name="StreamLengthMax">Messages that each stream keeps, about, 10 to 10,000,000.</param>
/// <param name="SignalsWaitingMax">Signals that may wait while Redis is away, 1 to 1,000,000.</param>
/// <param name="LastValueLife">Time after which a last value is forgotten, 1 s to 30 days.</param>
/// <param name="AnswerTimeout">Time for a connection and for a batch, 100 ms to 1 minute.</param>
/// <param name="RetryAfter">First pause after a failure, 10 ms to 1 minute; it doubles.</param>
/// <param name="RetryAfterMax">Greatest pause, from the first to 10 minutes.</param>
public sealed record RedisOptions(
    int StreamLengthMax,
    int SignalsWaitingMax,
    TimeSpan LastValueLife,
    TimeSpan AnswerTimeout,
    TimeSpan RetryAfter,
    TimeSpan RetryAfterMax) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("stream_length_max", StreamLengthMax, 10, 10_000_000)
        .Within("signals_waiting_max", SignalsWaitingMax, 1, 1_000_000)
        .Within("last_value_life", LastValueLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30))
        .Within("answer_timeout", AnswerTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
        .Within("retry_after", RetryAfter, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
        .Within("retry_after_max", RetryAfterMax, RetryAfter, TimeSpan.FromMinutes(10))
        .Found;
}

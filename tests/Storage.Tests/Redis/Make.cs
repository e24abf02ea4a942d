using System.Diagnostics;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Redis;

namespace WhaleStack.Storage.Tests.Redis;

/// <summary>Publishers, and waiting for what they do.</summary>
internal static class Make
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Short pauses, so that the specs are quick, and patience, so that a busy machine is no fault.</summary>
    public static RedisOptions Options { get; } = new(
        StreamLengthMax: 10_000,
        SignalsWaitingMax: 2_000,
        LastValueLife: TimeSpan.FromMinutes(10),
        AnswerTimeout: TimeSpan.FromSeconds(10),
        RetryAfter: TimeSpan.FromMilliseconds(20),
        RetryAfterMax: TimeSpan.FromMilliseconds(200));

    public static Task<RedisPublisher> StartAsync(
        RedisEnv env, RedisOptions? options = null, string suffix = "") =>
        RedisPublisher.StartAsync(env, options ?? Options, TimeProvider.System, suffix, CancellationToken.None);

    /// <summary>Waits until a condition holds, asking it again and again.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var waiting = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waiting.Elapsed < Patience, $"no {what} within {Patience.TotalSeconds} s");
            await Task.Delay(Pause);
        }
    }
}

using WhaleStack.Domain.Ports;
using WhaleStack.Storage;
using WhaleStack.Storage.Publishing;
using WhaleStack.Storage.Redis;

namespace WhaleStack.Node.Startup;

/// <summary>The way to the outside that a node's setup asks for.</summary>
public static class NodePublisher
{
    private const string ReplaySuffix = "_demo";

    /// <summary>Redis where <c>.env</c> names it, else this process. A replay speaks on channels of its own, since
    /// nobody must take it for the present.</summary>
    /// <exception cref="StorageException">Redis refuses the password, or asks for one.</exception>
    public static async Task<ISignalPublisher> StartAsync(
        NodeSetup setup, TimeProvider time, CancellationToken cancellation) =>
        setup.Env.Redis is { } redis
            ? await RedisPublisher
                .StartAsync(
                    redis, setup.Config.Redis, time, setup.IsReplay ? ReplaySuffix : string.Empty, cancellation)
                .ConfigureAwait(false)
            : new InProcessPublisher(setup.Config.Redis.LastValueLife, time);
}

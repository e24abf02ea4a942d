using System.Collections.Concurrent;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>A channel that keeps what it was given, and fails on demand.</summary>
internal sealed class ListChannel : IBroadcastChannel
{
    private int _failures;

    public string Name => "file";

    public ConcurrentQueue<string> Sent { get; } = new();

    /// <summary>How many of the next messages are refused.</summary>
    public int FailuresLeft
    {
        get => Volatile.Read(ref _failures);
        set => Volatile.Write(ref _failures, value);
    }

    public Task SendAsync(string messageId, string text, CancellationToken cancellation)
    {
        if (FailuresLeft > 0)
        {
            Interlocked.Decrement(ref _failures);
            throw new IOException("the channel is away");
        }

        Sent.Enqueue(messageId);
        return Task.CompletedTask;
    }
}

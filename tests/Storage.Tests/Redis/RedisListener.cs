using System.Diagnostics;

namespace WhaleStack.Storage.Tests.Redis;

/// <summary>What a subscriber of another make hears.</summary>
internal sealed class RedisListener : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly Process _client;

    public RedisListener(Process client)
    {
        _client = client;
        client.OutputDataReceived += (_, line) =>
        {
            lock (_lock)
            {
                _lines.Add(line.Data ?? string.Empty);
            }
        };
        client.BeginOutputReadLine();
    }

    /// <summary>Everything heard so far: for each message the lines "message", channel, text.</summary>
    public List<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Waits for lines of which the condition holds.</summary>
    public void Expect(Func<List<string>, bool> condition) => Assert.True(
        SpinWait.SpinUntil(() => condition(Lines), Patience), "heard only: " + string.Join(" | ", Lines));

    public void Dispose()
    {
        _client.Kill();
        _client.WaitForExit();
        _client.Dispose();
    }
}

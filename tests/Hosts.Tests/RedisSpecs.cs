using WhaleStack.Hosts.Tests.Support;
using WhaleStack.Storage.Tests.Redis;

namespace WhaleStack.Hosts.Tests;

/// <summary>A node that speaks to a real Redis.</summary>
[Collection("processes")]
public sealed class RedisSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_demo_is_heard_goes_on_while_redis_is_gone_and_is_heard_again()
    {
        using var server = new RedisServer("hush-hush");
        string[] channels = ["whale_targets_demo", "liquidation_clusters_demo", "market_snapshots_demo"];
        using (var before = server.Listen(channels))
        {
            using var demo = Demo(server, "hush-hush");
            before.Expect(lines => channels.All(channel => lines.LastIndexOf(channel) > 0 && Messages(lines) > 5));
            server.Kill();
            await demo.SaysAsync("not published");
            server.Start();
            using var after = server.Listen(channels);
            after.Expect(lines => Messages(lines) > 5);
            await Wait.UntilAsync(
                () => demo.HasExited || server.Stream("whalestack:stream:market_snapshots_demo").Length > 0,
                () => $"snapshots in their stream: {demo.Output}");
            await Wait.UntilAsync(
                () => demo.HasExited || Metrics.Read(_folder["data"], "whalestack_redis_failures_total") >= 1,
                () => $"the failure in the metrics file: {demo.Output}");
            demo.Interrupt();

            Assert.Equal(130, await demo.WaitAsync());
            Assert.Contains("published: redis at", demo.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", demo.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_one_line_that_does_not_show_it()
    {
        using var server = new RedisServer("hush-hush");
        using var demo = Demo(server, "hush-wrong");

        Assert.Equal(1, await demo.WaitAsync());
        Assert.Equal($"redis at {server.Env.Address} refuses the password in REDIS_PASS.", demo.Lines[^1]);
        Assert.DoesNotContain("hush", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", demo.Output, StringComparison.Ordinal);
    }

    private static int Messages(List<string> lines) => lines.Count(line => line == "message");

    private DemoProcess Demo(RedisServer server, string password)
    {
        var root = new OwnRoot(_folder["root"]);
        root.Env($"REDIS_HOST={server.Env.Host}", $"REDIS_PORT={server.Env.Port}", $"REDIS_PASS={password}");
        return DemoProcess.Launch(root.Path, "demo", "--headless", "--data", _folder["data"]);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WhaleStack.Domain.Publishing;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Metrics;
using WhaleStack.Storage.Publishing;
using WhaleStack.Storage.Redis;
using WhaleStack.Storage.Tests.Redis;

namespace WhaleStack.Storage.Tests.Publishing;

/// <summary>What docs/redis.md shows is what is sent.</summary>
public sealed partial class RedisPageSpecs
{
    private static readonly string Page = File.ReadAllText(Repository.File("docs", "redis.md"));

    [Fact]
    public void The_examples_are_the_messages_field_by_field()
    {
        Publication[] messages = [Say.Cluster(), Say.Signal(), Say.Snapshot(), Say.Rank()];
        Assert.Equal(
            messages.Select(message => PublishedJson.Write(message.Message)),
            Example().Matches(Page).Select(example => JsonNode.Parse(example.Groups["json"].Value)!.ToJsonString()));
        Assert.All(messages, message => Assert.Contains($"### `{message.Channel}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_names_of_streams_and_keys_are_those_that_are_used()
    {
        string[] names =
        [
            RedisKeys.Stream("CHANNEL"), RedisKeys.Stream("whale_targets"),
            RedisKeys.Last("CHANNEL", "EXCHANGE:SYMBOL"),
            RedisKeys.Last("market_snapshots", Say.Snapshot().Subject),
            $"field `{RedisKeys.MessageField}`",
        ];
        Assert.All(names, name => Assert.Contains(name, Page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_metric_is_named()
    {
        using var metrics = new MetricsPage();
        await using var publisher = await Make.StartAsync(new RedisEnv("127.0.0.1", 1, Password: null));
        var names = Metric().Matches(metrics.Text()).Select(match => match.Value).Distinct().ToList();
        Assert.Equal(7, names.Count);
        Assert.All(names, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_setting_is_named()
    {
        var settings = File.ReadLines(Repository.File("config", "channels", "redis.yaml"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(':')[0]);
        Assert.All(settings, setting => Assert.Contains($"`{setting}`", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("whalestack_redis_[a-z_]+")]
    private static partial Regex Metric();
}

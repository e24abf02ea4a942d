using System.Text;
using Serilog.Events;

namespace WhaleStack.Storage.Logging;

/// <summary>Which files a line goes to: a pure function of its level, its source and the actor it comes from.</summary>
internal static class LogRoutes
{
    private const int NameCharsMax = 64;
    private const string User = "/user/";
    private const string Sharding = "/system/sharding/";

    private static readonly string[] TradingSources =
    [
        "WhaleStack.Actors.Traders", "WhaleStack.Actors.Risk", "WhaleStack.Actors.Execution",
        "WhaleStack.Actors.Portfolio",
    ];

    /// <summary>Names of the files, below <c>logs</c> and without their ending.</summary>
    public static IEnumerable<string> Of(LogEvent line)
    {
        var source = Text(line, "SourceContext");
        yield return "combined";
        if (line.Level >= LogEventLevel.Error)
        {
            yield return "error";
        }

        if (TradingSources.Any(prefix => source.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return "trading";
        }

        if (source.StartsWith(LoggingSetup.PerformanceSource, StringComparison.Ordinal))
        {
            yield return "performance";
        }

        if (AgentOf(source, Text(line, "ActorPath")) is { } agent)
        {
            yield return agent;
        }
    }

    /// <summary>The file of the agent that a line comes from; null when it comes from none.</summary>
    public static string? AgentOf(string source, string actorPath)
    {
        if (source.StartsWith("Akka.Persistence.", StringComparison.Ordinal)
            || actorPath.Contains("/system/akka.persistence.", StringComparison.Ordinal))
        {
            return "db/journal";
        }

        if (source.StartsWith("WhaleStack.Storage.", StringComparison.Ordinal))
        {
            return source.StartsWith("WhaleStack.Storage.Files", StringComparison.Ordinal)
                ? "agents/recorder"
                : "db/storage";
        }

        return Below(actorPath, User) is { } user ? OfUser(user)
            : Below(actorPath, Sharding) is { } entity ? OfEntity(entity)
            : null;
    }

    private static string? OfUser(string[] names) => names switch
    {
        ["feeds", var feed, ..] => "agents/feed-" + Safe(Without(feed, "-supervisor")),
        [var name, ..] when name.StartsWith("scanner-", StringComparison.Ordinal) =>
            "scanners/" + Safe(Without(name["scanner-".Length..], "-proxy")),
        [var name, ..] when name.StartsWith("broadcaster-", StringComparison.Ordinal) =>
            "broadcast/" + Safe(Without(name["broadcaster-".Length..], "-proxy")) + "_broadcaster",
        [var name, ..] => "agents/" + Safe(Without(name, "-proxy")),
        _ => null,
    };

    // Coins may be a thousand: they share a file.
    private static string? OfEntity(string[] names) => names switch
    {
        ["coin", ..] => "agents/coins",
        ["trader", _, var trader, ..] => "agents/" + Safe(trader),
        _ => null,
    };

    private static string[]? Below(string path, string part)
    {
        var at = path.IndexOf(part, StringComparison.Ordinal);
        return at < 0
            ? null
            : path[(at + part.Length)..].Split(['/', '#', ']'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Without(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;

    // An actor may be called anything; a file may not.
    private static string Safe(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var c in name.Length <= NameCharsMax ? name : name[..NameCharsMax])
        {
            safe.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_');
        }

        return safe.ToString();
    }

    private static string Text(LogEvent line, string property) =>
        line.Properties.TryGetValue(property, out var value) && value is ScalarValue { Value: string text }
            ? text
            : string.Empty;
}

using System.Text.Json;
using Akka.Configuration;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Journal;

/// <summary>The configuration of a node's actor system: <c>hocon/reference.conf</c>, completed in code.</summary>
public static class NodeConfiguration
{
    private const string ReferenceName = "hocon/reference.conf";

    /// <summary>What stands in <c>hocon/reference.conf</c>.</summary>
    public static Config Reference() =>
        ConfigurationFactory.ParseString(Resources.Text(typeof(NodeConfiguration).Assembly, ReferenceName));

    /// <summary>The whole of it.</summary>
    /// <param name="options">What only the node knows.</param>
    /// <param name="overrides">Wins over everything else; for tests.</param>
    public static Config Build(NodeOptions options, Config? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var plugin = options.Database.Plugin;
        var connection = Quoted(options.Database.ConnectionString);
        var own = ConfigurationFactory.ParseString($"""
            akka.loglevel = {ToAkka(options.LogLevel)}
            akka.cluster.roles = [{string.Join(", ", options.Roles.Select(Quoted))}]
            akka.persistence.journal.plugin = "akka.persistence.journal.{plugin}"
            akka.persistence.journal.{plugin}.connection-string = {connection}
            akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.{plugin}"
            akka.persistence.snapshot-store.{plugin}.connection-string = {connection}
            """);
        var whole = own.WithFallback(Reference());
        return overrides is null ? whole : overrides.WithFallback(whole);
    }

    // A JSON string is a HOCON string.
    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string ToAkka(LogLevel level) => level switch
    {
        LogLevel.Debug => "DEBUG",
        LogLevel.Info => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown log level."),
    };
}

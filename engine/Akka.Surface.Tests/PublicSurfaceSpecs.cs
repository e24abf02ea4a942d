using System.Reflection;
using System.Text;

namespace Akka.Surface.Tests;

/// <summary>
/// The public surface is what was agreed: <c>engine/surface/*.txt</c>. Run with <c>WHALE_APPROVE</c> set to that folder
/// to write it anew, and look at what changed.
/// </summary>
public sealed class PublicSurfaceSpecs
{
    [Theory]
    [InlineData("Akka")]
    [InlineData("Akka.Cluster")]
    [InlineData("Akka.Cluster.Sharding")]
    [InlineData("Akka.Cluster.Tools")]
    [InlineData("Akka.DependencyInjection")]
    [InlineData("Akka.Logger.Serilog")]
    [InlineData("Akka.Persistence")]
    [InlineData("Akka.Persistence.Query")]
    [InlineData("Akka.Persistence.Query.Sql")]
    [InlineData("Akka.Persistence.PostgreSql")]
    [InlineData("Akka.Persistence.Sqlite")]
    [InlineData("Akka.Streams")]
    [InlineData("Akka.Streams.TestKit")]
    [InlineData("Akka.TestKit")]
    [InlineData("Akka.TestKit.Xunit2")]
    public void The_public_surface_is_the_agreed_one(string assembly)
    {
        var actual = Surface.Of(Assembly.Load(assembly));
        if (Environment.GetEnvironmentVariable("WHALE_APPROVE") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, $"{assembly}.txt"), actual, new UTF8Encoding(false));
            return;
        }

        var agreed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "surface", $"{assembly}.txt"));
        var gone = Lines(agreed).Except(Lines(actual)).ToList();
        var fresh = Lines(actual).Except(Lines(agreed)).ToList();

        Assert.True(
            gone.Count + fresh.Count == 0,
            $"{assembly}: no longer there:\n{string.Join('\n', gone)}\nnew:\n{string.Join('\n', fresh)}");
    }

    /// <summary>Each member with its type, so that two equal members of two types are two lines.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var (space, type) = (string.Empty, string.Empty);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
            {
                space = line[2..];
            }
            else if (!line.StartsWith(' '))
            {
                type = line;
                lines.Add($"{space}: {line}");
            }
            else
            {
                lines.Add($"{space}: {type} {line.Trim()}");
            }
        }

        return lines;
    }
}

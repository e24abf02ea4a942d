using System.Globalization;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Reads a node's metrics file.</summary>
public static class Metrics
{
    /// <summary>The value of a metric of a node that has ended; fails when it left no metrics file, or the metric
    /// is not in it.</summary>
    public static double ReadWritten(string data, string name)
    {
        var file = Path.Combine(data, "logs", "metrics.prom");
        Assert.True(File.Exists(file), $"{file} is missing.");
        return double.Parse(
            Assert.Single(File.ReadLines(file), line => line.StartsWith($"{name} ", StringComparison.Ordinal))
                [(name.Length + 1)..],
            CultureInfo.InvariantCulture);
    }

    /// <summary>The value of a metric; 0 when it is not there yet.</summary>
    public static double Read(string data, string name)
    {
        var file = Path.Combine(data, "logs", "metrics.prom");
        if (!File.Exists(file))
        {
            return 0;
        }

        var line = File.ReadLines(file).FirstOrDefault(l => l.StartsWith($"{name} ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}

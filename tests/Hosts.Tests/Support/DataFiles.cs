using System.Text.Json;
using WhaleStack.Storage.Files;

namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Looks at the files that a node leaves.</summary>
public static class DataFiles
{
    private static readonly string[] OfTheNode =
        ["demo.json", "journal.db", "journal.db-shm", "journal.db-wal", "node.lock", "node.pid"];

    /// <summary>Nothing lies where no folder of a data directory is.</summary>
    public static void AssertOnlyKnownFolders(string data)
    {
        var folders = Directory.GetDirectories(data, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(data, folder));
        Assert.All(folders, folder => Assert.True(DataFolders.Knows(folder), folder));
        Assert.Empty(Directory.GetFiles(data).Select(file => Path.GetFileName(file)).Except(OfTheNode));
    }

    /// <summary>Every signal of a journal is in the files, once; returns how many there are.</summary>
    public static int AssertEachSignalOnce(string data)
    {
        var numbers = Directory.GetFiles(Path.Combine(data, "signals"), "*.jsonl", SearchOption.AllDirectories)
            .SelectMany(File.ReadAllLines)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt32())
            .Order()
            .ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        return numbers.Count;
    }
}

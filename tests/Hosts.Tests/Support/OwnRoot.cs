namespace WhaleStack.Hosts.Tests.Support;

/// <summary>A root of its own for a node: a copy of the configuration, links to the recordings, its own .env.</summary>
public sealed class OwnRoot
{
    private readonly string _path;

    /// <summary>Makes it in a folder that exists or not.</summary>
    public OwnRoot(string path)
    {
        _path = path;
        Copy(System.IO.Path.Combine(Layout.Root, "config"), System.IO.Path.Combine(path, "config"));
        LinkAll(
            System.IO.Path.Combine(Layout.Root, "data", "samples"), System.IO.Path.Combine(path, "data", "samples"));
    }

    /// <summary>Its path.</summary>
    public string Path => _path;

    /// <summary>A path inside it.</summary>
    public string this[string name] => System.IO.Path.Combine(_path, name);

    /// <summary>Writes its .env.</summary>
    public void Env(params string[] lines) => File.WriteAllLines(this[".env"], lines);

    /// <summary>Changes a file.</summary>
    public void Replace(string file, string before, string after)
    {
        var text = File.ReadAllText(this[file]);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(this[file], text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Puts other bytes in the place of a recording; the repository's own file is only linked, never
    /// changed.</summary>
    public void Overwrite(string file, byte[] content)
    {
        File.Delete(this[file]);
        File.WriteAllBytes(this[file], content);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from))
        {
            Copy(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)));
        }
    }

    private static void LinkAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)), file);
        }

        foreach (var folder in Directory.GetDirectories(from))
        {
            LinkAll(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)));
        }
    }
}

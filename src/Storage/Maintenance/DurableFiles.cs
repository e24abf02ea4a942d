using System.Security.Cryptography;

namespace WhaleStack.Storage.Maintenance;

/// <summary>Writes files so that they survive a loss of power, and knows their checksums.</summary>
internal static class DurableFiles
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a new file.</summary>
    public static void Write(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Copies what a file holds now, also while somebody appends to it.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Where it goes; must not be there.</param>
    /// <param name="name">Its name in the manifest.</param>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public static FileEntry Copy(string from, string to, string name)
    {
        using var source = new FileStream(
            from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var left = source.Length;
        while (left > 0 && source.Read(buffer, 0, (int)Math.Min(left, buffer.Length)) is > 0 and var read)
        {
            target.Write(buffer, 0, read);
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        target.Flush(flushToDisk: true);
        return new FileEntry(name, target.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>What a file holds.</summary>
    public static FileEntry EntryOf(string path, string name)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return new FileEntry(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}

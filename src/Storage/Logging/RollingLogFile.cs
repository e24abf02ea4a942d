using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WhaleStack.Storage.Logging;

/// <summary>
/// A log file that always has the same name; when it is full or its day is over it is renamed, and old ones are
/// deleted.
/// </summary>
/// <remarks>
/// Renamed files are called <c>NAME.yyyyMMdd-HHmmss.log</c>, after the time (UTC) at which they ended. A line that
/// cannot be written is lost: a log must not stop what it speaks of. Not thread-safe.
/// </remarks>
internal sealed partial class RollingLogFile(string path, LoggingOptions options) : IDisposable
{
    private StreamWriter? _writer;
    private DateOnly _day;
    private long _length;

    /// <summary>Appends text that was written at a time.</summary>
    public void Write(string text, DateTimeOffset at)
    {
        try
        {
            var today = DateOnly.FromDateTime(at.UtcDateTime);
            _writer ??= Open(today);
            if (_length > 0 && (_length >= options.FileBytesMax || _day < today))
            {
                Roll(at);
                _writer = Open(today);
            }

            _writer.Write(text);
            _length += Encoding.UTF8.GetByteCount(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Close();
        }
    }

    /// <summary>Hands what waits in memory to the operating system.</summary>
    public void Flush()
    {
        try
        {
            _writer?.Flush();
        }
        catch (IOException)
        {
            Close();
        }
    }

    /// <summary>Lets the file handle go; the next line takes it again.</summary>
    public void Close()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (IOException)
        {
            // The disk is full: what waited is lost.
        }

        _writer = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    [GeneratedRegex(@"^\.\d{8}-\d{6}(-\d+)?\.log$")]
    private static partial Regex RolledEnding();

    private StreamWriter Open(DateOnly today)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _length = file.Length;
        _day = _length == 0 ? today : DateOnly.FromDateTime(File.GetLastWriteTimeUtc(path));
        return new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1024);
    }

    private void Roll(DateTimeOffset at)
    {
        Close();
        var stem = path[..^".log".Length]
            + at.UtcDateTime.ToString("'.'yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var target = stem + ".log";
        for (var i = 1; File.Exists(target); i++)
        {
            target = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}.log");
        }

        File.Move(path, target);
        DeleteOld();
    }

    private void DeleteOld()
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var rolled = Directory.EnumerateFiles(Path.GetDirectoryName(path)!, name + ".*.log")
            .Where(file => RolledEnding().IsMatch(Path.GetFileName(file)[name.Length..]))
            .OrderDescending(Comparer<string>.Create(ByTime));
        foreach (var old in rolled.Skip(options.FilesMax - 1).ToList())
        {
            File.Delete(old);
        }
    }

    // "-10" comes after "-9": shorter names are older.
    private static int ByTime(string a, string b)
    {
        var stem = string.CompareOrdinal(Stem(a), Stem(b));
        return stem != 0 ? stem : a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b);
    }

    private static string Stem(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var dash = name.LastIndexOf('.') + "yyyyMMdd-HHmmss".Length + 1;
        return dash < name.Length ? name[..dash] : name;
    }
}

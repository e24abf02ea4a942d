using System.Text.Encodings.Web;
using System.Text.Json;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Channels.File;

/// <summary>
/// Appends each message to a file: one line of JSON with its id and its text, on disk before it counts as sent.
/// </summary>
/// <remarks>
/// A message whose id is among the last ones of the file is not written again, also after a restart. A full file is
/// renamed, <c>NAME.N.log</c> with N counting up, and begun anew. A line that a
/// crash cut short is removed: its message was never acknowledged and will come again. Thread-safe.
/// </remarks>
public sealed class FileChannel : IBroadcastChannel, IDisposable
{
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> LineStart => "{\"id\":\""u8;

    private readonly FileChannelOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _idsByAge = new();
    private FileStream? _file;

    /// <summary>Makes one; the file is opened by the first message.</summary>
    /// <exception cref="ArgumentException">An option is empty or not positive.</exception>
    public FileChannel(FileChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        ArgumentException.ThrowIfNullOrEmpty(options.Name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TailBytesMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.IdsMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.FileBytesMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FilesMax, 2);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public async Task SendAsync(string messageId, string text, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        ArgumentNullException.ThrowIfNull(text);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _file ??= Open();
            if (!_ids.Contains(messageId))
            {
                if (_file.Length >= _options.FileBytesMax)
                {
                    Close();
                    new RolledFiles(_options.Path, _options.FilesMax).Roll();
                    _file = Open();
                }

                Append(_file, Line(messageId, text));
                Remember(messageId);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Close();
            throw new IOException($"broadcast file '{_options.Path}' cannot be written: {error.Message}", error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private static void Append(FileStream file, byte[] line)
    {
        var before = file.Length;
        try
        {
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // Half a line would join the next one: take it back, so that the next try starts clean.
            file.SetLength(before);
            throw;
        }
    }

    private static byte[] Line(string messageId, string text)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id", messageId);
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    private static string? IdOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            return json.Read() && json.Read() && json.ValueTextEquals("id") && json.Read() ? json.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // Somebody else's line, or the first one of the tail, cut in the middle.
        }
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_options.Path))!);
        var file = new FileStream(_options.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
        try
        {
            if (new RolledFiles(_options.Path, _options.FilesMax).Newest is { } before)
            {
                using var full = new FileStream(before, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1);
                ReadTail(full);
            }

            ReadTail(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void ReadTail(FileStream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, _options.TailBytesMax)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        var whole = Array.LastIndexOf(tail, (byte)'\n') + 1;
        if (whole < tail.Length)
        {
            RemoveCutLine(file, tail.AsSpan(whole));
        }

        file.Seek(0, SeekOrigin.End);
        foreach (var range in tail.AsSpan(0, whole).Split((byte)'\n'))
        {
            if (IdOf(tail.AsSpan(0, whole)[range]) is { } id)
            {
                Remember(id);
            }
        }
    }

    private static void RemoveCutLine(FileStream file, ReadOnlySpan<byte> line)
    {
        var common = Math.Min(line.Length, LineStart.Length);
        if (!line[..common].SequenceEqual(LineStart[..common]))
        {
            throw new IOException("it ends in the middle of a line that is none of ours: it is not a broadcast file.");
        }

        file.SetLength(file.Length - line.Length);
    }

    private void Remember(string messageId)
    {
        if (_ids.Add(messageId))
        {
            _idsByAge.Enqueue(messageId);
        }

        if (_ids.Count > _options.IdsMax)
        {
            _ids.Remove(_idsByAge.Dequeue());
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}

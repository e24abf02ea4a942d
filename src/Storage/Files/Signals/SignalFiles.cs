using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using WhaleStack.Messages.Serialization;
using WhaleStack.Messages.Signals;

namespace WhaleStack.Storage.Files.Signals;

/// <summary>
/// The signals of one scanner as files for people and programs: <c>signals/AGENT/yyyy-MM-dd.jsonl</c>, a line of JSON a
/// signal, in the file of the signal's own day (UTC).
/// </summary>
/// <remarks>
/// A line is <c>{"journal":ID,"sequence":N,"event":{...}}</c>, the event as it stands in the journal. The journal is
/// the truth: what a crash cut is removed and read from it again, so that each signal stands there once. One writer.
/// </remarks>
public sealed class SignalFiles
{
    private const string Ending = ".jsonl";

    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DataDirectory _data;
    private readonly string _agent;
    private readonly string _journal;

    /// <summary>Makes it; the folder is made by the first signal.</summary>
    /// <param name="data">Below which the files lie.</param>
    /// <param name="agent">Name of the scanner.</param>
    /// <param name="journal">Identity of the journal that the signals are read from.</param>
    public SignalFiles(DataDirectory data, string agent, string journal)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(agent);
        ArgumentException.ThrowIfNullOrEmpty(journal);
        _data = data;
        _agent = agent;
        _journal = journal;
    }

    private string Folder => _data.FullPath("signals", _agent);

    /// <summary>
    /// Number in the journal of the last signal that is in a file; 0 when there is none. Removes a line that a crash
    /// cut.
    /// </summary>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public long LastSequence()
    {
        if (!Directory.Exists(Folder))
        {
            return 0;
        }

        // Signals are written in order of the journal, which is nearly that of their days: the highest number counts.
        var last = 0L;
        foreach (var file in Directory.EnumerateFiles(Folder, "*" + Ending).OrderDescending(StringComparer.Ordinal))
        {
            CutTornLine(file);
            last = File.ReadLines(file).Select(SequenceOf).Prepend(last).Max();
        }

        return last;
    }

    /// <summary>Appends one signal.</summary>
    /// <param name="sequence">Its number in the journal.</param>
    /// <param name="raised">The signal.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="StorageException">The folder cannot be made.</exception>
    public void Append(long sequence, SignalEvents.SignalRaised raised)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentNullException.ThrowIfNull(raised);
        var day = raised.Signal.Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var file = new FileStream(
            _data.FileFor("signals", _agent, day + Ending), FileMode.Append, FileAccess.Write, FileShare.Read, 1);
        file.Write(Line(sequence, raised));
    }

    private byte[] Line(long sequence, SignalEvents.SignalRaised raised)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteString("journal", _journal);
            json.WriteNumber("sequence", sequence);
            json.WritePropertyName("event");
            json.WriteRawValue(MessageJson.Serialize(raised));
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    private long SequenceOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("journal").GetString() == _journal
                ? json.RootElement.GetProperty("sequence").GetInt64()
                : 0;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return 0; // Somebody else's line.
        }
    }

    private static void CutTornLine(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (whole < bytes.Length)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, 1);
            file.SetLength(whole);
        }
    }
}

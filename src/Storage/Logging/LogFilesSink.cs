using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace WhaleStack.Storage.Logging;

/// <summary>
/// Writes each line to the files that <see cref="LogRoutes"/> names, of which a bounded number is open.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LogFilesSink : ILogEventSink, IDisposable
{
    /// <summary>Files that may be open; the one unused for longest is closed for another.</summary>
    public const int OpenFilesMax = 16;

    private readonly string _folder;
    private readonly ITextFormatter _formatter;
    private readonly LoggingOptions _options;
    private readonly Dictionary<string, RollingLogFile> _files = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _byUse = new();
    private readonly Lock _turn = new();
    private readonly ITimer _flushes;

    public LogFilesSink(string folder, ITextFormatter formatter, LoggingOptions options, TimeProvider time)
    {
        _folder = folder;
        _formatter = formatter;
        _options = options;
        _flushes = time.CreateTimer(_ => Flush(), null, options.FlushInterval, options.FlushInterval);
    }

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _formatter.Format(logEvent, text);
        var line = text.ToString();
        lock (_turn)
        {
            foreach (var name in LogRoutes.Of(logEvent))
            {
                FileOf(name).Write(line, logEvent.Timestamp);
            }
        }
    }

    public void Dispose()
    {
        _flushes.Dispose();
        lock (_turn)
        {
            foreach (var file in _files.Values)
            {
                file.Dispose();
            }

            _files.Clear();
            _byUse.Clear();
        }
    }

    private RollingLogFile FileOf(string name)
    {
        _byUse.Remove(name);
        _byUse.AddFirst(name);
        if (_files.TryGetValue(name, out var file))
        {
            return file;
        }

        if (_files.Count == OpenFilesMax)
        {
            _files.Remove(_byUse.Last!.Value, out var oldest);
            _byUse.RemoveLast();
            oldest!.Dispose();
        }

        return _files[name] = new RollingLogFile(Path.Combine(_folder, name + ".log"), _options);
    }

    private void Flush()
    {
        lock (_turn)
        {
            foreach (var file in _files.Values)
            {
                file.Flush();
            }
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace WhaleStack.Storage.Metrics;

/// <summary>
/// Writes a <see cref="MetricsPage"/> to a file, at an interval and at the end; readers never see half a page.
/// </summary>
/// <remarks>A page that cannot be written is tried again at the next interval; <see cref="LastFailure"/> says
/// why.</remarks>
public sealed class MetricsFile : IDisposable
{
    private readonly MetricsPage _page;
    private readonly string _path;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    /// <summary>Starts to write.</summary>
    /// <param name="page">What to write; not disposed here.</param>
    /// <param name="path">Absolute path of the file; its folder is made when it is first written.</param>
    /// <param name="interval">Time between pages, positive.</param>
    /// <param name="time">Clock of the interval.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public MetricsFile(MetricsPage page, string path, TimeSpan interval, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(time);
        _page = page;
        _path = path;
        _timer = time.CreateTimer(_ => Write(), null, interval, interval);
    }

    /// <summary>Why the last page could not be written; null when it was.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Writes the last page.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Write();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Metrics never take the node down; the failure is kept.")]
    private void Write()
    {
        lock (_gate)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
                File.WriteAllText(_path + ".new", _page.Text());
                File.Move(_path + ".new", _path, overwrite: true);
                LastFailure = null;
            }
            catch (Exception error)
            {
                LastFailure = error.Message;
            }
        }
    }
}

using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files;

namespace WhaleStack.Storage.Logging;

/// <summary>Log files under <c>logs/</c> of the data directory; nothing goes to the console.</summary>
/// <remarks>
/// <c>combined</c>: everything from LOG_LEVEL up. <c>error</c>: errors. <c>trading</c>: traders, risk, execution and
/// portfolio. <c>performance</c>: what the node got done. Besides, a file for each agent under <c>agents</c>,
/// <c>scanners</c>, <c>broadcast</c> and <c>db</c>. A file begins with the first line for it; at its size, and with the
/// first line of another day (UTC), it is renamed and begun anew.
/// </remarks>
public static class LoggingSetup
{
    /// <summary>Source of the lines that go to <c>performance</c>.</summary>
    public const string PerformanceSource = "WhaleStack.Performance";

    private const string Template =
        "{Timestamp:yyyy-MM-dd'T'HH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>
    /// Makes the logger; the composition root sets it as <see cref="Log.Logger"/> and closes it at the end.
    /// </summary>
    /// <param name="directory">Where the files go.</param>
    /// <param name="level">Least important lines that are kept.</param>
    /// <param name="options">Sizes and numbers.</param>
    /// <param name="time">Clock of the flushes.</param>
    public static Logger Create(DataDirectory directory, LogLevel level, LoggingOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var formatter = new MessageTemplateTextFormatter(Template, CultureInfo.InvariantCulture);
        return new LoggerConfiguration()
            .MinimumLevel.Is(ToSerilog(level))
            .Enrich.FromLogContext()
            .WriteTo.Sink(new LogFilesSink(directory.FullPath("logs"), formatter, options, time))
            .CreateLogger();
    }

    private static LogEventLevel ToSerilog(LogLevel level) => level switch
    {
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Info => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown log level."),
    };
}

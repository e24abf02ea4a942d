using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files;

namespace WhaleStack.Storage.Logging;

/// <summary>Log files under <c>logs/</c> of the data directory; nothing goes to the console.</summary>
/// <remarks>
/// <c>combined</c>: everything from LOG_LEVEL up. <c>error</c>: errors. <c>trading</c>: traders, risk, execution and
/// portfolio. A file begins with the first line for it, and again each day and at its size limit.
/// </remarks>
public static class LoggingSetup
{
    private const string Template =
        "{Timestamp:yyyy-MM-dd'T'HH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    private static readonly string[] TradingSources =
    [
        "WhaleStack.Actors.Traders", "WhaleStack.Actors.Risk", "WhaleStack.Actors.Execution",
        "WhaleStack.Actors.Portfolio",
    ];

    /// <summary>
    /// Makes the logger; the composition root sets it as <see cref="Log.Logger"/> and closes it at the end.
    /// </summary>
    /// <param name="directory">Where the files go.</param>
    /// <param name="level">Least important lines that are kept.</param>
    /// <param name="options">Sizes and numbers.</param>
    public static Logger Create(DataDirectory directory, LogLevel level, LoggingOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        return new LoggerConfiguration()
            .MinimumLevel.Is(ToSerilog(level))
            .Enrich.FromLogContext()
            .WriteTo.Logger(combined => ToFile(combined, directory, "combined", options))
            .WriteTo.Logger(error => ToFile(
                error.Filter.ByIncludingOnly(line => line.Level >= LogEventLevel.Error), directory, "error", options))
            .WriteTo.Logger(trading => ToFile(
                trading.Filter.ByIncludingOnly(IsTrading), directory, "trading", options))
            .CreateLogger();
    }

    private static void ToFile(
        LoggerConfiguration configuration, DataDirectory directory, string name, LoggingOptions options) =>
        configuration.WriteTo.File(
            directory.FullPath("logs", name + "-.log"),
            outputTemplate: Template,
            formatProvider: CultureInfo.InvariantCulture,
            fileSizeLimitBytes: options.FileBytesMax,
            buffered: true,
            flushToDiskInterval: options.FlushInterval,
            rollingInterval: RollingInterval.Day,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: options.FilesMax);

    private static bool IsTrading(LogEvent line) =>
        line.Properties.TryGetValue("SourceContext", out var source)
        && source is ScalarValue { Value: string name }
        && TradingSources.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static LogEventLevel ToSerilog(LogLevel level) => level switch
    {
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Info => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown log level."),
    };
}

using Serilog.Core;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files;
using WhaleStack.Storage.Logging;

namespace WhaleStack.Storage.Tests.Logging;

public sealed class LoggingSetupSpecs : IDisposable
{
    private static readonly LoggingOptions Options = new(1 << 20, 3, TimeSpan.FromSeconds(1));
    private readonly TempFolder _temp = new();
    private readonly DataDirectory _data;

    public LoggingSetupSpecs() => _data = DataDirectory.Open(_temp.Path);

    [Fact]
    public void Lines_go_to_their_files_and_no_file_is_made_for_none()
    {
        using (var logger = LoggingSetup.Create(_data, LogLevel.Info, Options))
        {
            Assert.False(Directory.Exists(_temp.File("logs")));
            logger.Debug("too detailed");
            logger.Information("node started");
            logger.ForContext(Constants.SourceContextPropertyName, "WhaleStack.Actors.Risk.RiskActor")
                .Warning("halted");
        }

        Assert.Equal(["combined", "trading"], Kinds());
        Assert.Contains("INF  node started", Text("combined"), StringComparison.Ordinal);
        Assert.Contains("WRN WhaleStack.Actors.Risk.RiskActor halted", Text("combined"), StringComparison.Ordinal);
        Assert.DoesNotContain("too detailed", Text("combined"), StringComparison.Ordinal);
        Assert.DoesNotContain("node started", Text("trading"), StringComparison.Ordinal);
        Assert.Contains("halted", Text("trading"), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_have_a_file_of_their_own_with_the_cause()
    {
        using (var logger = LoggingSetup.Create(_data, LogLevel.Warning, Options))
        {
            logger.Information("not kept");
            logger.Error(new InvalidOperationException("the cause"), "failed");
        }

        Assert.Equal(["combined", "error"], Kinds());
        Assert.Contains("the cause", Text("error"), StringComparison.Ordinal);
        Assert.DoesNotContain("not kept", Text("combined"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_ends_at_its_size_and_old_ones_are_deleted()
    {
        using (var logger = LoggingSetup.Create(_data, LogLevel.Info, Options with { FileBytesMax = 65_536 }))
        {
            for (var i = 0; i < 60; i++)
            {
                logger.Information("{Text}", new string('x', 10_000));
            }
        }

        Assert.Equal(3, Directory.GetFiles(_temp.File("logs")).Length);
    }

    [Fact]
    public void The_shipped_options_are_valid_and_others_are_named()
    {
        Assert.Empty(YamlConfig.Load<LoggingOptions>(Repository.File("config", "logging.yaml")).Validate());
        Assert.Equal(3, new LoggingOptions(1, 0, TimeSpan.Zero).Validate().Length);
    }

    public void Dispose()
    {
        _data.Dispose();
        _temp.Dispose();
    }

    private IEnumerable<string> Kinds() =>
        Directory.GetFiles(_temp.File("logs")).Select(file => Path.GetFileName(file).Split('-')[0]).Order();

    private string Text(string kind) =>
        File.ReadAllText(Directory.GetFiles(_temp.File("logs"), kind + "-*.log").Single());
}

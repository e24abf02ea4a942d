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
        using (var logger = LoggingSetup.Create(_data, LogLevel.Info, Options, TimeProvider.System))
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
        using (var logger = LoggingSetup.Create(_data, LogLevel.Warning, Options, TimeProvider.System))
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
        var options = Options with { FileBytesMax = 65_536 };
        using (var logger = LoggingSetup.Create(_data, LogLevel.Info, options, TimeProvider.System))
        {
            for (var i = 0; i < 60; i++)
            {
                logger.Information("{Text}", new string('x', 10_000));
            }
        }

        Assert.Equal(3, Directory.GetFiles(_temp.File("logs")).Length);
    }

    [Fact]
    public void Another_day_begins_a_file_and_the_last_ones_keep_their_time()
    {
        using (var file = new RollingLogFile(_temp.File("logs/whale.log"), Options))
        {
            file.Write("one\n", new DateTimeOffset(2026, 3, 5, 23, 0, 0, TimeSpan.Zero));
            file.Write("two\n", new DateTimeOffset(2026, 3, 6, 1, 0, 0, TimeSpan.Zero));
            file.Write("three\n", new DateTimeOffset(2026, 3, 6, 2, 0, 0, TimeSpan.Zero));
        }

        _temp.Write("logs/whale.target.log", "another's");
        Assert.Equal("two\nthree\n", Text("whale"));
        Assert.Equal("one\n", Text("whale.20260306-010000"));
    }

    [Fact]
    public void Old_files_are_deleted_by_their_time_and_those_of_others_are_left()
    {
        _temp.Write("logs/whale.target.log", "another's");
        using (var file = new RollingLogFile(_temp.File("logs/whale.log"), Options))
        {
            for (var day = 1; day <= 9; day++)
            {
                file.Write($"{day}\n", new DateTimeOffset(2026, 3, day, 0, 0, 0, TimeSpan.Zero));
            }
        }

        Assert.Equal(
            ["whale.20260308-000000.log", "whale.20260309-000000.log", "whale.log", "whale.target.log"],
            Directory.GetFiles(_temp.File("logs")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("akka://whalestack/user/scanner-whale_target_scanner/singleton", "scanners/whale_target_scanner")]
    [InlineData("akka://whalestack/user/broadcaster-file/singleton/broadcaster-file#12", "broadcast/file_broadcaster")]
    [InlineData("[akka://whalestack/user/risk-main#123]", "agents/risk-main")]
    [InlineData("akka://whalestack/user/feeds/bybit-linear-supervisor/bybit-linear", "agents/feed-bybit-linear")]
    [InlineData("akka://whalestack/system/sharding/trader/7/whale_target", "agents/whale_target")]
    [InlineData("akka://whalestack/system/sharding/coin/7/bybit:BTCUSDT", "agents/coins")]
    [InlineData("akka://whalestack/user/..%2fup", "agents/___2fup")]
    [InlineData("akka://whalestack/system/akka.persistence.journal.sqlite", "db/journal")]
    [InlineData("", null)]
    public void Each_agent_has_a_file_of_its_own(string actorPath, string? file) =>
        Assert.Equal(file, LogRoutes.AgentOf("WhaleStack.Actors.Any", actorPath));

    [Fact]
    public void A_line_goes_to_its_agent_and_no_more_files_are_open_than_allowed()
    {
        const int agents = LogFilesSink.OpenFilesMax * 3;
        using (var logger = LoggingSetup.Create(_data, LogLevel.Info, Options, TimeProvider.System))
        {
            for (var i = 0; i < agents * 2; i++)
            {
                logger.ForContext("ActorPath", $"akka://whalestack/user/agent{i % agents}").Information("line {I}", i);
                Assert.True(OpenLogs() <= LogFilesSink.OpenFilesMax, $"{OpenLogs()} files are open");
            }

            logger.ForContext(Constants.SourceContextPropertyName, LoggingSetup.PerformanceSource).Information("fast");
        }

        Assert.Equal(agents, Directory.GetFiles(_temp.File("logs/agents")).Length);
        Assert.Equal(2, File.ReadAllLines(_temp.File("logs/agents/agent7.log")).Length);
        Assert.Contains("fast", Text("performance"), StringComparison.Ordinal);
        Assert.Equal((agents * 2) + 1, File.ReadAllLines(_temp.File("logs/combined.log")).Length);
    }

    [Fact]
    public void A_line_that_cannot_be_written_is_lost_and_the_next_one_may_be_written()
    {
        using var logger = LoggingSetup.Create(_data, LogLevel.Info, Options, TimeProvider.System);
        var blocker = _temp.Write("logs", "a file where the folder should be");
        logger.Information("lost");
        File.Delete(blocker);
        logger.Information("kept");
        logger.Dispose();
        Assert.EndsWith("kept\n", Text("combined"), StringComparison.Ordinal);
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

    private int OpenLogs() => Directory.GetFiles($"/proc/{Environment.ProcessId}/fd")
        .Count(fd => new FileInfo(fd).LinkTarget?.StartsWith(_temp.File("logs"), StringComparison.Ordinal) == true);

    private IEnumerable<string> Kinds() =>
        Directory.GetFiles(_temp.File("logs")).Select(file => Path.GetFileName(file).Split('.')[0]).Order();

    private string Text(string kind) =>
        File.ReadAllText(_temp.File($"logs/{kind}.log"));
}

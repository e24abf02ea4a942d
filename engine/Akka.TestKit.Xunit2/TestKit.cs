using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base of tests that run in xunit: a system for each test, ended after it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where the log goes, if anywhere.</summary>
    protected readonly ITestOutputHelper? Output;

    private bool _disposed;

    /// <summary>Tests in a system of one's own, or in a new one.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests in a new system.</summary>
    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests in a new system.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Tests in a new system.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>The configuration of the kit itself.</summary>
    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>A configuration that logs everything the runtime can log.</summary>
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    /// <summary>How failures are said.</summary>
    protected static new XunitAssertions Assertions { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called after each test; ends the system.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Sends the log to the output.</summary>
    protected void InitializeLogger(ActorSystem system) => InitializeLogger(system, string.Empty);

    /// <summary>Sends the log to the output, each line with a prefix.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is null)
        {
            return;
        }

        var logger = ((ExtendedActorSystem)system).SystemActorOf(
            Props.Create(() => new TestOutputLogger(Output, prefix)), "log-test");
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), TestKitSettings.DefaultTimeout)
            .GetAwaiter().GetResult();
    }

    /// <summary>Ends the test.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing)
        {
            return;
        }

        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            ImplicitSender.Remove();
        }
    }
}

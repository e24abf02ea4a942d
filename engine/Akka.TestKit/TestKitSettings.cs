using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The settings under <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    /// <summary>Reads the configuration of the system.</summary>
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", null, false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", null, false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", null, false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor");
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug");
        if (TestTimeFactor <= 0)
        {
            throw new ConfigurationException("akka.test.timefactor must be positive double value");
        }
    }

    /// <summary>For blocking calls that have no other limit.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>For expectations without a time of their own.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long event filters wait for the last event.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>Times are multiplied by this.</summary>
    public double TestTimeFactor { get; }

    /// <summary>Whether calls of the test kit are logged.</summary>
    public bool LogTestKitCalls { get; }
}

/// <summary>Makes the <see cref="TestKitSettings"/> of a system.</summary>
public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    /// <summary>The settings of a system.</summary>
    public static TestKitSettings For(ActorSystem system) => new TestKitExtension().Get(system);

    /// <inheritdoc/>
    public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);
}

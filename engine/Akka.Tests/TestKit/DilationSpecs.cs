using Akka.TestKit;

namespace Akka.Tests.TestKit;

/// <summary>The factor for slow machines.</summary>
public class DilationSpecs : Akka.TestKit.Xunit2.TestKit
{
    public DilationSpecs()
        : base(
            """
            akka.test.timefactor = 2.0
            akka.test.single-expect-default = 7s
            akka.test.default-timeout = 11s
            akka.test.filter-leeway = 13s
            """)
    {
    }

    [Fact]
    public void Settings_are_read_and_times_multiplied()
    {
        Assert.Equal(TimeSpan.FromSeconds(11), TestKitSettings.DefaultTimeout);
        Assert.Equal(TimeSpan.FromSeconds(7), TestKitSettings.SingleExpectDefault);
        Assert.Equal(TimeSpan.FromSeconds(13), TestKitSettings.TestEventFilterLeeway);
        Assert.Equal(TimeSpan.FromSeconds(14), RemainingOrDefault);
        Assert.Equal(TimeSpan.FromSeconds(4), Dilated(TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(4), RemainingOrDilated(TimeSpan.FromSeconds(2)));
        Within(TimeSpan.FromSeconds(30), () => Assert.True(Remaining > TimeSpan.FromSeconds(30)));
    }
}

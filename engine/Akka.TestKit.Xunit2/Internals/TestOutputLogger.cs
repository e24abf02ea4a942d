using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes the log to the output of a test.</summary>
public class TestOutputLogger : ReceiveActor
{
    /// <summary>Holds its arguments.</summary>
    public TestOutputLogger(ITestOutputHelper output, string prefix)
    {
        Receive<LogEvent>(entry => Write(output, prefix + entry));
        Receive<InitializeLogger>(initialize =>
        {
            foreach (var type in new[] { typeof(Debug), typeof(Info), typeof(Warning), typeof(Error) })
            {
                initialize.LoggingBus.Subscribe(Self, type);
            }

            Sender.Tell(new LoggerInitialized());
        });
    }

    private static void Write(ITestOutputHelper output, string text)
    {
        try
        {
            output.WriteLine(text);
        }
        catch (InvalidOperationException)
        {
            // The test is over, and so is its output.
        }
    }
}

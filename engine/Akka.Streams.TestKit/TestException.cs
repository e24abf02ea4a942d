namespace Akka.Streams.TestKit;

/// <summary>An error that a test makes on purpose.</summary>
public class TestException : Exception
{
    public TestException(string message)
        : base(message)
    {
    }
}

namespace Akka.TestKit;

/// <summary>How a test framework says that a test failed.</summary>
public interface ITestKitAssertions
{
    /// <summary>Fails the test.</summary>
    void Fail(string format = "", params object[] args);

    /// <summary>Fails unless true.</summary>
    void AssertTrue(bool condition, string format = "", params object[] args);

    /// <summary>Fails unless false.</summary>
    void AssertFalse(bool condition, string format = "", params object[] args);

    /// <summary>Fails unless equal.</summary>
    void AssertEqual<T>(T expected, T actual, string format = "", params object[] args);

    /// <summary>Fails unless the comparer says that they are equal.</summary>
    void AssertEqual<T>(
        T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args);
}

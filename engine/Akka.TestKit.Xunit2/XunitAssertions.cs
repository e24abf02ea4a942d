using System.Globalization;
using Xunit;

namespace Akka.TestKit.Xunit2;

/// <summary>Says it in xunit's way.</summary>
public class XunitAssertions : ITestKitAssertions
{
    /// <inheritdoc/>
    public void Fail(string format = "", params object[] args) => Assert.Fail(Text(format, args));

    /// <inheritdoc/>
    public void AssertTrue(bool condition, string format = "", params object[] args)
    {
        if (!condition)
        {
            Fail(format, args);
        }
    }

    /// <inheritdoc/>
    public void AssertFalse(bool condition, string format = "", params object[] args) =>
        AssertTrue(!condition, format, args);

    /// <inheritdoc/>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args)
    {
        try
        {
            Assert.Equal(expected, actual);
        }
        catch (Xunit.Sdk.XunitException e)
        {
            Fail("{0}\n{1}", e.Message, Text(format, args));
        }
    }

    /// <inheritdoc/>
    public void AssertEqual<T>(
        T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
    {
        if (!comparer(expected, actual))
        {
            Fail("Expected: {0}\nActual:   {1}\n{2}", expected!, actual!, Text(format, args));
        }
    }

    private static string Text(string format, object[] args) =>
        args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
}

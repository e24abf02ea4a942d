using Xunit;

namespace Akka.TestKit.Xunit2.Attributes;

/// <summary>
/// A fact for a developer's machine: left out where the environment variable <c>XUNIT_SKIP_LOCAL_FACT</c> is
/// <c>true</c>.
/// </summary>
public class LocalFactAttribute : FactAttribute
{
    private string? _skip;

    /// <summary>Why it is left out everywhere; null when it is not.</summary>
    public override string? Skip
    {
        get => LocalSkip.Of(_skip, SkipLocal);
        set => _skip = value;
    }

    /// <summary>Why it is left out elsewhere.</summary>
    public string? SkipLocal { get; set; }
}

/// <summary>
/// A theory for a developer's machine: left out where the environment variable <c>XUNIT_SKIP_LOCAL_FACT</c> is
/// <c>true</c>.
/// </summary>
public class LocalTheoryAttribute : TheoryAttribute
{
    private string? _skip;

    /// <summary>Why it is left out everywhere; null when it is not.</summary>
    public override string? Skip
    {
        get => LocalSkip.Of(_skip, SkipLocal);
        set => _skip = value;
    }

    /// <summary>Why it is left out elsewhere.</summary>
    public string? SkipLocal { get; set; }
}

/// <summary>A fact that only holds on Windows, and is left out on other systems.</summary>
public class WindowsFactAttribute : FactAttribute
{
    private string? _skip;

    /// <summary>Why it is left out everywhere; null when it is not.</summary>
    public override string? Skip
    {
        get => _skip ?? (OperatingSystem.IsWindows() ? null : SkipUnix ?? "Runs on Windows only");
        set => _skip = value;
    }

    /// <summary>Why it is left out on other systems.</summary>
    public string? SkipUnix { get; set; }
}

internal static class LocalSkip
{
    private const string Variable = "XUNIT_SKIP_LOCAL_FACT";

    public static string? Of(string? skip, string? skipLocal)
    {
        var isLeftOut = string.Equals(
            Environment.GetEnvironmentVariable(Variable), "true", StringComparison.OrdinalIgnoreCase);
        return skip ?? (isLeftOut ? skipLocal ?? $"{Variable} is set" : null);
    }
}

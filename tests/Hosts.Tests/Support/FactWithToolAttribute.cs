namespace WhaleStack.Hosts.Tests.Support;

/// <summary>A test that needs a program: it is skipped, and says so, where the program is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithToolAttribute : FactAttribute
{
    /// <summary>Needs a program on the PATH.</summary>
    public FactWithToolAttribute(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Skip = $"the program '{program}' is not here; install the Debian package of that name";
        }
    }
}

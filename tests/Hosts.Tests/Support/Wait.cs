namespace WhaleStack.Hosts.Tests.Support;

/// <summary>Waits for what other processes do.</summary>
public static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Until a condition holds; fails with a description when it does not come to hold.</summary>
    public static async Task UntilAsync(Func<bool> holds, Func<string> description)
    {
        var until = DateTime.UtcNow + Patience;
        while (!holds())
        {
            Assert.True(DateTime.UtcNow < until, $"waited in vain for {description()}");
            await Task.Delay(Step);
        }
    }

    /// <summary>Until a process is gone; one that waits to be collected by its parent counts as gone.</summary>
    public static Task UntilGoneAsync(int process) =>
        UntilAsync(() => !IsRunning(process), () => $"the end of {process}");

    /// <summary>Whether a process runs.</summary>
    public static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}

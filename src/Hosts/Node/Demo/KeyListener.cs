namespace WhaleStack.Node.Demo;

/// <summary>
/// Takes every key from the terminal, so that none is echoed onto the screen or kept for later, and tells of those that
/// come after it was asked to.
/// </summary>
public sealed class KeyListener
{
    private volatile TaskCompletionSource? _next;

    /// <summary>Starts to take keys, for the life of the process.</summary>
    public KeyListener() => new Thread(TakeKeys) { IsBackground = true, Name = "keys" }.Start();

    /// <summary>Completes at the next key that is pressed from now on.</summary>
    public Task NextKey()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _next = next;
        return next.Task;
    }

    private void TakeKeys()
    {
        try
        {
            while (true)
            {
                Console.ReadKey(intercept: true);
                _next?.TrySetResult();
            }
        }
        catch (InvalidOperationException)
        {
            _next?.TrySetResult(); // The terminal went away: nobody is there to wait for.
        }
    }
}

using WhaleStack.Channels.Templates;
using WhaleStack.Domain.Ports;
using WhaleStack.Storage;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Node.Startup;

/// <summary>Runs a command; what the user can mend becomes one clear line, not a stack trace.</summary>
public static class OneLineErrors
{
    /// <summary>Runs it with a token that Ctrl-C and a termination request cancel.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        using var stop = new StopSignal();
        try
        {
            return await command(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped before anything was started.").ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }
        catch (Exception error) when (error
            is StartupException or StoppedException or ConfigException or StorageException or VenueException
                or TemplateException)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return ExitCodes.Failed;
        }
    }
}

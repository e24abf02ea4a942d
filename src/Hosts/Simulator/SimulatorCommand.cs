using System.Net;

namespace WhaleStack.Simulator;

/// <summary>Runs the simulator as a program.</summary>
public static class SimulatorCommand
{
    private const double SpeedMax = 10_000;

    /// <summary>Runs until it is told to stop; returns the exit code.</summary>
    public static async Task<int> RunAsync(SimulatorOptions options, CancellationToken cancellation)
    {
        if (Mistake(options) is { } mistake)
        {
            await Console.Error.WriteLineAsync(mistake).ConfigureAwait(false);
            return 2;
        }

        try
        {
            var app = await SimulatorApp.StartAsync(options).ConfigureAwait(false);
            await using (app.ConfigureAwait(false))
            {
                var address = app.Address.GetLeftPart(UriPartial.Authority);
                await Console.Out.WriteLineAsync($"listening on {address}").ConfigureAwait(false);
                await Task.WhenAny(app.Stopped, InputClosedAsync(options), Cancelled(cancellation))
                    .ConfigureAwait(false);
            }

            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0; // Told to stop while it was starting.
        }
        catch (SimulatorException error)
        {
            await Console.Error.WriteLineAsync($"simulator: {error.Message}").ConfigureAwait(false);
            return 1;
        }
    }

    private static string? Mistake(SimulatorOptions options) =>
        !IPAddress.TryParse(options.Host, out _) ? $"--host is '{options.Host}'; it must be an IP address."
        : options.Port is < 0 or > 65_535 ? $"--port is {options.Port}; it must be 0 to 65535."
        : options is { Market: MarketKind.Tape, Samples.Length: 0 } ? "--samples is missing; --market tape needs it."
        : options.Limits is { AddressRequestsMax: < 0 } or { BanFor.Ticks: < 0 } or { AccountFactor: < 0 }
            ? "--address-limit, --ban-seconds and --account-limit must be from 0."
        : options.Days is < 1 ? $"--days is {options.Days}; it must be from 1."
        : options.Speed is not (>= 0 and <= SpeedMax) ? $"--speed is {options.Speed}; it must be 0 to {SpeedMax}."
        : null;

    private static async Task InputClosedAsync(SimulatorOptions options)
    {
        if (!options.ExitsWithInput)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }

        // A thread of its own: reading the console cannot be awaited without holding one.
        await Task.Factory.StartNew(
            () =>
            {
                using var input = Console.OpenStandardInput();
                var buffer = new byte[256];
                while (input.Read(buffer) > 0)
                {
                    // What the parent says does not matter, only that it is there.
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);
    }

    private static Task Cancelled(CancellationToken cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
}

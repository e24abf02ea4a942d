using System.Globalization;
using WhaleStack.Simulator.Sockets;

namespace WhaleStack.Simulator.Bybit.Streams;

/// <summary>How long a private connection may say nothing: <c>?max_active_time=30s</c>.</summary>
public static class ActiveTime
{
    /// <summary>Without the parameter.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(10);

    /// <summary>How often the venue looks: the end may come that much later.</summary>
    public static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Min = TimeSpan.FromSeconds(30);

    /// <summary>Reads seconds (<c>30s</c>) or minutes (<c>1m</c>), 30 s to 10 min; null when it is not of that
    /// form.</summary>
    public static TimeSpan? TryParse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Default;
        }

        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            return null;
        }

        TimeSpan? span = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(n),
            'm' => TimeSpan.FromMinutes(n),
            _ => null,
        };
        return span >= Min && span <= Default ? span : null;
    }

    /// <summary>Cuts the connection when the client said nothing for too long.</summary>
    public static async Task WatchAsync(
        SocketLine line, TimeSpan silenceMax, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(ScanInterval, time);
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
        {
            if (line.Silence >= silenceMax)
            {
                line.Abort();
                return;
            }
        }
    }
}

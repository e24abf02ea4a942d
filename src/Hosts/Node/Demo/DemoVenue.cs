using System.Net.Http.Json;
using WhaleStack.Node.Startup;

namespace WhaleStack.Node.Demo;

/// <summary>What plays the recordings, and how much there is of them.</summary>
/// <param name="Simulator">Plays the year and its tape.</param>
/// <param name="Tape">What is followed behind the year.</param>
/// <param name="Paths">Where the recordings are.</param>
public sealed record DemoVenue(SimulatorProcess Simulator, DemoTape Tape, HostPaths Paths)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    /// <summary>By topic, what there is for a subscriber: by the simulator's own count, and counted from the file for
    /// what the node plays itself.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ExpectedAsync()
    {
        var expected = new Dictionary<string, long>(Tape.Expected(Paths), StringComparer.Ordinal);
        try
        {
            using var client = new HttpClient { BaseAddress = Simulator.Address, Timeout = AskTimeout };
            var served = await client.GetFromJsonAsync("sim/streams", StreamsJsonContext.Default.DictionaryStringInt64)
                .ConfigureAwait(false);
            foreach (var (topic, count) in served ?? [])
            {
                expected[topic] = count;
            }
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // The simulator is gone: nothing to compare with.
        }

        return expected;
    }
}

using System.Text;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance;

/// <summary>
/// Fetches snapshots of books over REST, one after another within the weight of the address, and wraps each as a frame
/// of the stream of our own.
/// </summary>
internal sealed class BinanceSnapshots
{
    private readonly BinanceRestClient _client;
    private readonly BinanceSocketOptions _options;
    private readonly string _name;
    private readonly TimeProvider _time;

    public BinanceSnapshots(
        BinanceRestClient client, BinanceSocketOptions options, string name, TimeProvider time)
    {
        _client = client;
        _options = options;
        _name = name;
        _time = time;
    }

    /// <summary>Fetches one, however often that takes.</summary>
    /// <returns>The frame; null and the venue's words where it does not have the instrument.</returns>
    /// <exception cref="FeedException">It is refused for good, or could not be had too often.</exception>
    public async Task<(byte[]? Frame, string Refusal)> FetchAsync(
        InstrumentId coin, CancellationToken cancellation)
    {
        var call = new BinancePublicCall(
            $"/fapi/v1/depth?symbol={coin.Symbol}&limit={_options.SnapshotLevels}",
            BinanceWeights.Depth(_options.SnapshotLevels));
        var stream = $"{coin.Symbol.ToLowerInvariant()}@{BinanceTopics.SnapshotStream}";
        for (var failures = 1; ; failures++)
        {
            var outcome = await _client.RunAsync(call, answer => Frame(stream, answer), cancellation)
                .ConfigureAwait(false);
            if (outcome.Error is not { } error)
            {
                return (outcome.Value, "");
            }

            if (error.Kind == VenueErrorKind.NotTrading)
            {
                return (null, error.Message);
            }

            if (!error.IsTransient || failures == _options.SnapshotFailuresMax)
            {
                throw new FeedException($"{_name}: no snapshot of {coin}: {error.Message}");
            }

            await Task.Delay(_options.SnapshotRetryPause, _time, cancellation).ConfigureAwait(false);
        }
    }

    private static byte[] Frame(string stream, VenueValue answer)
    {
        answer.Read(row => row["lastUpdateId"u8].Amount());
        return [.. Encoding.UTF8.GetBytes($"{{\"stream\":\"{stream}\",\"data\":"), .. answer.Json, (byte)'}'];
    }
}

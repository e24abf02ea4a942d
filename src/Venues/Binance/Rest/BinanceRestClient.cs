using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Http;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>
/// Binance's REST interface: asks within the weight that the address may use in a minute, by its own count and by the
/// venue's, keeps silent while banned, and repeats with growing pauses what may help. Thread-safe; one an address.
/// </summary>
public sealed class BinanceRestClient : IDisposable
{
    private const int Banned = 418;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly BinanceOptions _options;
    private readonly TimeProvider _time;
    private readonly VenueHttp _http;
    private long _fullUntilTicks;

    /// <summary>Makes one with its own connections.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BinanceRestClient(BinanceOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Validated();
        _time = time;
        _http = new VenueHttp(
            new VenueHttpOptions
            {
                Venue = "binance",
                Endpoint = options.RestEndpoint,
                RequestTimeout = options.RequestTimeout,
                RequestsPerWindowMax = options.WeightPerMinuteMax,
                RequestWindow = Minute,
                AnswerBytesMax = options.AnswerBytesMax,
                BackoffMin = options.BackoffMin,
                BackoffMax = options.BackoffMax,
            },
            time);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Asks for public data.</summary>
    /// <param name="path">Path and query, such as <c>/fapi/v1/time</c>.</param>
    /// <param name="weight">What the venue counts it for.</param>
    /// <param name="read">Reads the answer; throws <see cref="VenueFormatException"/>.</param>
    /// <param name="cancellation">Ends waiting and trying.</param>
    /// <exception cref="VenueException">The venue refused, or could not be reached in all tries.</exception>
    internal async Task<T> GetAsync<T>(
        string path, int weight, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var name = $"GET {path}";
        for (var attempt = 1; ; attempt++)
        {
            await WaitForRoomAsync(cancellation).ConfigureAwait(false);
            var ended = await _http
                .TryAsync(name, () => new HttpRequestMessage(HttpMethod.Get, path), cancellation, weight)
                .ConfigureAwait(false);
            var (value, error) = Read(name, ended, read);
            if (error is null)
            {
                return value!;
            }

            // Whoever asks while banned is banned longer.
            if (!error.IsTransient || error.Kind == VenueErrorKind.AddressBanned || attempt >= _options.AttemptsMax)
            {
                var tried = attempt > 1 ? $" (tried {attempt} times)" : "";
                throw new VenueException($"{error.Message}{tried}", error.IsTransient);
            }

            var wanted = (ended as HttpTry.Answered)?.Headers.RetryAfter?.Delta;
            await _http.WaitAsync(_http.PauseAfter(attempt, wanted), cancellation).ConfigureAwait(false);
        }
    }

    private (T? Value, VenueError? Error) Read<T>(string name, HttpTry ended, Func<JsonElement, T> read) =>
        ended switch
        {
            HttpTry.Answered answered => ReadBody(name, answered, read),
            HttpTry.NotSent unsent => (default, new VenueError(
                unsent.IsSilenced ? VenueErrorKind.AddressBanned : VenueErrorKind.NotConnected, unsent.Message)),
            HttpTry.Lost lost => (default, new VenueError(
                lost.MayHelpAgain ? VenueErrorKind.NoAnswer : VenueErrorKind.BadRequest, lost.Message)),
            _ => throw new InvalidOperationException($"'{ended.GetType().Name}' is no end of a try."),
        };

    private (T? Value, VenueError? Error) ReadBody<T>(
        string name, HttpTry.Answered answered, Func<JsonElement, T> read)
    {
        Learn(answered);
        if ((int)answered.Status == Banned)
        {
            return (default, BinanceErrors.Refused(name, answered.Status)); // The body speaks of a limit only.
        }

        try
        {
            using var answer = JsonDocument.Parse(answered.Body);
            var root = answer.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("code", out var code))
            {
                var number = VenueJson.Decimal(code, "code");
                var message = root.TryGetProperty("msg", out var words) ? VenueJson.Shown(words.ToString()) : "";
                return (default, BinanceErrors.Refused(name, (int)Math.Clamp(number, -99_999m, 99_999m), message));
            }

            return answered.Status == HttpStatusCode.OK
                ? (read(root), null)
                : (default, BinanceErrors.Refused(name, answered.Status));
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException)
        {
            if (answered.Status != HttpStatusCode.OK)
            {
                return (default, BinanceErrors.Refused(name, answered.Status));
            }

            var what = wrong is JsonException ? $"it is no JSON ({answered.MediaType ?? "no type"})" : wrong.Message;
            return (default, new VenueError(
                VenueErrorKind.NoAnswer, $"binance {name}: the answer is not Binance's: {what}"));
        }
    }

    /// <summary>The venue's count holds also for others on this address; its minutes are those of the
    /// clock.</summary>
    private void Learn(HttpTry.Answered answered)
    {
        if ((int)answered.Status == Banned)
        {
            _http.BeSilentFor(answered.Headers.RetryAfter?.Delta ?? _options.BanPause);
        }

        if (UsedWeight(answered.Headers) >= _options.WeightPerMinuteMax)
        {
            var now = _time.GetUtcNow();
            Interlocked.Exchange(ref _fullUntilTicks, now.UtcTicks - (now.UtcTicks % Minute.Ticks) + Minute.Ticks);
        }
    }

    private async Task WaitForRoomAsync(CancellationToken cancellation)
    {
        var wait = TimeSpan.FromTicks(Interlocked.Read(ref _fullUntilTicks) - _time.GetUtcNow().UtcTicks);
        if (wait > TimeSpan.Zero)
        {
            await _http.WaitAsync(wait, cancellation).ConfigureAwait(false);
        }
    }

    private static long UsedWeight(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            ? used
            : 0;
}

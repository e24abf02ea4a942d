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

    /// <summary>Where it asks.</summary>
    public Uri Endpoint => _options.RestEndpoint;

    /// <summary>Asks for public data.</summary>
    /// <param name="path">Path and query, such as <c>/fapi/v1/time</c>.</param>
    /// <param name="weight">What the venue counts it for.</param>
    /// <param name="read">Reads the answer; throws <see cref="VenueFormatException"/>.</param>
    /// <param name="cancellation">Ends waiting and trying.</param>
    /// <exception cref="VenueException">The venue refused, or could not be reached in all tries.</exception>
    internal async Task<T> GetAsync<T>(
        string path, int weight, Func<VenueValue, T> read, CancellationToken cancellation)
    {
        var outcome = await RunAsync(new BinancePublicCall(path, weight), read, cancellation).ConfigureAwait(false);
        return outcome.Error is { } error
            ? throw new VenueException(error.Message, error.IsTransient)
            : outcome.Value!;
    }

    /// <summary>Tries a request as often as it may be tried.</summary>
    internal async Task<BinanceOutcome<T>> RunAsync<T>(
        BinanceCall call, Func<VenueValue, T> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await call.ReadyAsync(cancellation).ConfigureAwait(false);
            await WaitForRoomAsync(cancellation).ConfigureAwait(false);
            var ended = await _http.TryAsync(call.Name, call.Make, cancellation, call.Weight).ConfigureAwait(false);
            var outcome = Read(call, ended, read);

            // Whoever asks while banned is banned longer.
            if (outcome.Error is not { } error
                || error.Kind == VenueErrorKind.AddressBanned
                || !call.MayRepeat(error)
                || (outcome.IsDoubtful && !call.MayRepeatInDoubt)
                || attempt >= _options.AttemptsMax)
            {
                return attempt > 1 && outcome.Error is { } last
                    ? outcome with { Error = last with { Message = $"{last.Message} (tried {attempt} times)" } }
                    : outcome;
            }

            var wanted = (ended as HttpTry.Answered)?.Headers.RetryAfter?.Delta;
            await _http.WaitAsync(_http.PauseAfter(attempt, wanted), cancellation).ConfigureAwait(false);
        }
    }

    private BinanceOutcome<T> Read<T>(BinanceCall call, HttpTry ended, Func<VenueValue, T> read) =>
        ended switch
        {
            HttpTry.Answered answered => ReadBody(call, answered, read),
            HttpTry.NotSent unsent => Failed<T>(
                new VenueError(
                    unsent.IsSilenced ? VenueErrorKind.AddressBanned : VenueErrorKind.NotConnected, unsent.Message),
                isDoubtful: false),
            HttpTry.Lost lost => Failed<T>(
                new VenueError(lost.MayHelpAgain ? VenueErrorKind.NoAnswer : VenueErrorKind.BadRequest, lost.Message),
                isDoubtful: true),
            _ => throw new InvalidOperationException($"'{ended.GetType().Name}' is no end of a try."),
        };

    private BinanceOutcome<T> ReadBody<T>(BinanceCall call, HttpTry.Answered answered, Func<VenueValue, T> read)
    {
        Learn(answered);
        if ((int)answered.Status == Banned)
        {
            call.See(answered, null);
            return RefusedByStatus<T>(call, answered); // The body speaks of a limit only.
        }

        try
        {
            var answer = VenueValue.Of(answered.Body, "answer");
            var refusal = BinanceRefusal.Of(answer);
            call.See(answered, refusal?.Code);
            if (refusal is { } said)
            {
                return Failed<T>(
                    BinanceErrors.Refused(call.Name, said.Code, said.Message), BinanceErrors.LeavesDoubt(said.Code));
            }

            return answered.Status == HttpStatusCode.OK
                ? new BinanceOutcome<T>(read(answer), null, false)
                : RefusedByStatus<T>(call, answered);
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException)
        {
            if (answered.Status != HttpStatusCode.OK)
            {
                return RefusedByStatus<T>(call, answered);
            }

            var what = wrong is JsonException ? $"it is no JSON ({answered.MediaType ?? "no type"})" : wrong.Message;
            return Failed<T>(
                new VenueError(
                    VenueErrorKind.NoAnswer, $"binance {call.Name}: the answer is not Binance's: {what}"),
                isDoubtful: true);
        }
    }

    private static BinanceOutcome<T> RefusedByStatus<T>(BinanceCall call, HttpTry.Answered answered) => Failed<T>(
        BinanceErrors.Refused(call.Name, answered.Status),
        BinanceErrors.LeavesDoubt(answered.Status, answered.Body));

    private static BinanceOutcome<T> Failed<T>(VenueError error, bool isDoubtful) => new(default, error, isDoubtful);

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

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Wire;

namespace WhaleStack.Venues.Bybit;

/// <summary>
/// Bybit's public REST interface: asks no faster than the venue allows, gives each try a time-out, and repeats what may
/// help with growing pauses. Only reads, so every request may be repeated. Thread-safe; one for each address.
/// </summary>
public sealed class BybitRestClient : IDisposable
{
    private const int ShownBytesMax = 200;
    private readonly BybitOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly RequestBudget _budget;
    private long _silentUntilTicks;

    /// <summary>Makes one with its own connections.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BybitRestClient(BybitOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Validated();
        _time = time;
        _budget = new RequestBudget(options.RequestsPerWindowMax, options.RequestWindow, time);
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseProxy = !options.RestEndpoint.IsLoopback,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = options.RestEndpoint,
            MaxResponseContentBufferSize = options.AnswerBytesMax,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _budget.Dispose();
    }

    /// <summary>Asks and returns the answer to a request that was granted.</summary>
    /// <param name="path">Path and query, such as <c>/v5/market/time</c>.</param>
    /// <param name="cancellation">Ends waiting and trying.</param>
    /// <exception cref="VenueException">The venue refused, or could not be reached in all tries.</exception>
    internal async Task<BybitAnswer> GetAsync(string path, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            CheckSilence(path);
            await _budget.TakeAsync(cancellation).ConfigureAwait(false);
            var (answer, failure, pause) = await TryAsync(path, cancellation).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            if (!failure!.IsTransient || pause == Timeout.InfiniteTimeSpan)
            {
                throw failure;
            }

            if (attempt >= _options.AttemptsMax)
            {
                throw new VenueException($"{failure.Message} (tried {attempt} times)", isTransient: true, failure);
            }

            await Task.Delay(PauseAfter(attempt, pause), _time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Outcome> TryAsync(string path, CancellationToken cancellation)
    {
        var request = $"GET {path}";
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var response = await _http.GetAsync(path, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? ReadBody(request, response, body)
                : RefusedByStatus(request, response, body);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed($"bybit {request}: no answer within {_options.RequestTimeout}");
        }
        catch (HttpRequestException lost) when (lost.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            var text = $"bybit {request}: the answer has more than {_options.AnswerBytesMax} bytes";
            return new Outcome(null, new VenueException(text, isTransient: false, lost), null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return Failed($"bybit {request}: {lost.Message}", lost);
        }
    }

    private Outcome ReadBody(string request, HttpResponseMessage response, byte[] body)
    {
        try
        {
            var answer = BybitAnswer.Read(request, body);
            return answer.Code == 0
                ? new Outcome(answer, null, null)
                : new Outcome(
                    null,
                    BybitErrors.Refused(request, answer.Code, answer.Message),
                    answer.Code == BybitErrors.RateLimited ? UntilReset(response) : null);
        }
        catch (JsonException)
        {
            var type = response.Content.Headers.ContentType?.MediaType ?? "no type";
            return Failed($"bybit {request}: the answer is not JSON ({type}, {body.Length} bytes): '{Shown(body)}'");
        }
        catch (BybitFormatException wrong)
        {
            return Failed($"bybit {request}: the answer is not Bybit's: {wrong.Message}: '{Shown(body)}'");
        }
        catch (InvalidOperationException)
        {
            return Failed($"bybit {request}: the answer holds an escape that is no character");
        }
    }

    private Outcome RefusedByStatus(string request, HttpResponseMessage response, byte[] body)
    {
        var failure = BybitErrors.Refused(request, response.StatusCode, Shown(body));
        if (response.StatusCode == HttpStatusCode.Forbidden && failure.IsTransient)
        {
            Interlocked.Exchange(ref _silentUntilTicks, (_time.GetUtcNow() + _options.BanPause).UtcTicks);
            return new Outcome(null, failure, Timeout.InfiniteTimeSpan);
        }

        var wanted = response.Headers.RetryAfter;
        return new Outcome(null, failure, wanted?.Delta ?? (wanted?.Date - _time.GetUtcNow()));
    }

    // Asking on while banned makes the ban longer, so nobody asks.
    private void CheckSilence(string path)
    {
        var until = new DateTimeOffset(Interlocked.Read(ref _silentUntilTicks), TimeSpan.Zero);
        if (_time.GetUtcNow() < until)
        {
            throw new VenueException(
                $"bybit GET {path}: not asked: the venue banned this address, silent until {until:HH:mm:ss}Z",
                isTransient: true);
        }
    }

    private TimeSpan? UntilReset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Bapi-Limit-Reset-Timestamp", out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) - _time.GetUtcNow()
            : null;

    // The venue's wish where it has one, within our limits; else doubled after each try.
    private TimeSpan PauseAfter(int attempt, TimeSpan? wanted)
    {
        var grown = _options.BackoffMin * Math.Pow(2, Math.Min(attempt - 1, 20));
        var pause = wanted > grown ? wanted.Value : grown;
        return pause < _options.BackoffMax ? pause : _options.BackoffMax;
    }

    private static Outcome Failed(string message, Exception? cause = null) =>
        new(null, new VenueException(message, isTransient: true, cause), null);

    private static string Shown(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, ShownBytesMax)));
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private readonly record struct Outcome(BybitAnswer? Answer, VenueException? Failure, TimeSpan? Pause);
}

using System.Net;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Http;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>
/// CoinGlass's REST interface: asks no faster than the plan allows, and repeats with growing pauses what may help. All
/// it asks changes nothing, so all may be repeated. Thread-safe.
/// </summary>
internal sealed class CoinGlassRestClient : IDisposable
{
    private readonly CoinGlassOptions _options;
    private readonly VenueHttp _http;

    public CoinGlassRestClient(CoinGlassOptions options, TimeProvider time)
    {
        _options = options;
        _http = new VenueHttp(
            new VenueHttpOptions
            {
                Venue = "coinglass",
                Endpoint = new Uri(options.LiquidationHistory.GetLeftPart(UriPartial.Authority)),
                RequestTimeout = options.RequestTimeout,
                RequestsPerWindowMax = options.RequestsPerMinuteMax,
                RequestWindow = TimeSpan.FromMinutes(1),
                AnswerBytesMax = options.AnswerBytesMax,
                BackoffMin = options.BackoffMin,
                BackoffMax = options.BackoffMax,
            },
            time);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Asks, and reads the <c>data</c> of an answer that was granted.</summary>
    /// <param name="address">What is asked.</param>
    /// <param name="read">Reads it; throws <see cref="VenueFormatException"/>.</param>
    /// <param name="cancellation">Ends waiting and trying.</param>
    public async Task<VenueResult<T>> GetAsync<T>(
        Uri address, Func<VenueValue, T> read, CancellationToken cancellation)
    {
        var name = $"GET {address.AbsolutePath}";
        for (var attempt = 1; ; attempt++)
        {
            var ended = await _http.TryAsync(name, () => Request(address), cancellation).ConfigureAwait(false);
            var result = Read(name, ended, read);
            if (result.Failure is not { IsTransient: true } error)
            {
                return result;
            }

            if (attempt >= _options.AttemptsMax)
            {
                return Refused<T>(error with { Message = $"{error.Message} (tried {attempt} times)" });
            }

            // The limit is of a minute: the vendor does not say when the next one begins.
            TimeSpan? wanted = error.Kind == VenueErrorKind.RateLimited ? _options.BackoffMax : null;
            await _http.WaitAsync(_http.PauseAfter(attempt, wanted), cancellation).ConfigureAwait(false);
        }
    }

    private static VenueResult<T> Read<T>(string name, HttpTry ended, Func<VenueValue, T> read) => ended switch
    {
        HttpTry.Answered answered => ReadBody(name, answered, read),
        HttpTry.NotSent unsent => Refused<T>(new VenueError(VenueErrorKind.NotConnected, unsent.Message)),
        HttpTry.Lost lost => Refused<T>(new VenueError(
            lost.MayHelpAgain ? VenueErrorKind.NoAnswer : VenueErrorKind.BadRequest, lost.Message)),
        _ => throw new InvalidOperationException($"'{ended.GetType().Name}' is no end of a try."),
    };

    private static VenueResult<T> ReadBody<T>(string name, HttpTry.Answered answered, Func<VenueValue, T> read)
    {
        try
        {
            var answer = VenueRow.Of(answered.Body, "answer", stackalloc int[FieldTable.Room]);
            var code = answer["code"u8].Name();
            return code == CoinGlassErrors.Granted
                ? new VenueResult<T>.Granted(read(answer["data"u8].Required))
                : Refused<T>(CoinGlassErrors.Refused(name, code, answer["msg"u8].Shown));
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException)
        {
            if (answered.Status is < HttpStatusCode.OK or >= HttpStatusCode.Ambiguous)
            {
                return Refused<T>(CoinGlassErrors.Refused(name, answered.Status));
            }

            var what = wrong is JsonException ? $"it is no JSON ({answered.MediaType ?? "no type"})" : wrong.Message;
            return Refused<T>(new VenueError(
                VenueErrorKind.NoAnswer, $"coinglass {name}: the answer is not CoinGlass's: {what}"));
        }
    }

    private HttpRequestMessage Request(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.TryAddWithoutValidation("CG-API-KEY", _options.ApiKey);
        return request;
    }

    private static VenueResult<T> Refused<T>(VenueError error) => new VenueResult<T>.Refused(error);
}

using System.Net;

namespace WhaleStack.Venues.Http;

/// <summary>Where a venue's REST interface is and how patient to be with it.</summary>
public sealed record VenueHttpOptions
{
    /// <summary>Name of the venue, as messages begin.</summary>
    public required string Venue { get; init; }

    /// <summary>Scheme and host.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Time for one try, body included.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    /// <summary>Requests of this address within <see cref="RequestWindow"/>.</summary>
    public required int RequestsPerWindowMax { get; init; }

    /// <summary>See <see cref="RequestsPerWindowMax"/>.</summary>
    public required TimeSpan RequestWindow { get; init; }

    /// <summary>Largest answer accepted, in bytes.</summary>
    public required int AnswerBytesMax { get; init; }

    /// <summary>Wait after the first failed try; doubles with each further one.</summary>
    public required TimeSpan BackoffMin { get; init; }

    /// <summary>Longest wait between two tries.</summary>
    public required TimeSpan BackoffMax { get; init; }
}

/// <summary>
/// The way to a venue's REST interface, whatever the venue: one try at a time, within the limit of the address, with a
/// time-out and a largest answer, and silent while the venue has banned the address. Says of each failure whether the
/// request may have arrived. Thread-safe; one for each address, shared by public and signed requests.
/// </summary>
public sealed class VenueHttp : IDisposable
{
    private const int DoublingsMax = 20;
    private readonly VenueHttpOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly RequestBudget _budget;
    private long _silentUntilTicks;

    /// <summary>Makes one with its own connections.</summary>
    public VenueHttp(VenueHttpOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
        _budget = new RequestBudget(options.RequestsPerWindowMax, options.RequestWindow, time);
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseProxy = !options.Endpoint.IsLoopback,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = options.Endpoint,
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

    /// <summary>Asks nothing for so long: asking on while banned makes a ban longer.</summary>
    public void BeSilentFor(TimeSpan pause) =>
        Interlocked.Exchange(ref _silentUntilTicks, (_time.GetUtcNow() + pause).UtcTicks);

    /// <summary>Waits for its turn and tries once.</summary>
    /// <param name="name">The request, for messages: method and path, never a header.</param>
    /// <param name="make">Makes the request when its turn has come, so that a time stamp in it is fresh.</param>
    /// <param name="cancellation">Ends waiting and trying.</param>
    /// <param name="weight">How many requests it counts for.</param>
    public async Task<HttpTry> TryAsync(
        string name, Func<HttpRequestMessage> make, CancellationToken cancellation, int weight = 1)
    {
        ArgumentNullException.ThrowIfNull(make);
        if (Silenced(name) is { } silenced)
        {
            return silenced;
        }

        await _budget.TakeAsync(cancellation, weight).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var request = make();
        try
        {
            return await SendAsync(request, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new HttpTry.Lost($"{Prefix(name)}no answer within {_options.RequestTimeout}", true, null);
        }
        catch (HttpRequestException lost) when (lost.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            var text = $"{Prefix(name)}the answer has more than {_options.AnswerBytesMax} bytes";
            return new HttpTry.Lost(text, MayHelpAgain: false, lost);
        }
        catch (HttpRequestException absent) when (NeverLeft(absent.HttpRequestError))
        {
            return new HttpTry.NotSent($"{Prefix(name)}{absent.Message}", IsSilenced: false, absent);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return new HttpTry.Lost($"{Prefix(name)}{lost.Message}", MayHelpAgain: true, lost);
        }
    }

    /// <summary>Wait after a failed try: the venue's wish within our limits, else doubled each time.</summary>
    /// <param name="attempt">Tries so far, from 1.</param>
    /// <param name="wanted">What the venue wants; null where it does not say.</param>
    public TimeSpan PauseAfter(int attempt, TimeSpan? wanted)
    {
        var grown = _options.BackoffMin * Math.Pow(2, Math.Min(attempt - 1, DoublingsMax));
        var pause = wanted > grown ? wanted.Value : grown;
        return pause < _options.BackoffMax ? pause : _options.BackoffMax;
    }

    /// <summary>Waits by the clock it was given.</summary>
    public Task WaitAsync(TimeSpan pause, CancellationToken cancellation) =>
        Task.Delay(pause, _time, cancellation);

    private async Task<HttpTry> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var sentAt = _time.GetUtcNow();
        using var response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return new HttpTry.Answered(
            response.StatusCode,
            response.Headers,
            response.Content.Headers.ContentType?.MediaType,
            body,
            sentAt,
            _time.GetUtcNow());
    }

    private HttpTry.NotSent? Silenced(string name)
    {
        var until = new DateTimeOffset(Interlocked.Read(ref _silentUntilTicks), TimeSpan.Zero);
        return _time.GetUtcNow() < until
            ? new HttpTry.NotSent(
                $"{Prefix(name)}not asked: the venue banned this address, silent until {until:HH:mm:ss}Z", true, null)
            : null;
    }

    private static bool NeverLeft(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private string Prefix(string name) => $"{_options.Venue} {name}: ";
}

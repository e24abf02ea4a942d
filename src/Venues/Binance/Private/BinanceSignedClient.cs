using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Json;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// The signed side of Binance's REST interface: the public client's machinery with a signature, the venue's clock and
/// the account's limits. Thread-safe; one for each account.
/// </summary>
internal sealed class BinanceSignedClient : IDisposable
{
    private readonly BinanceRestClient _rest;
    private readonly BinanceAccountOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _looking = new(1, 1);
    private long _nextLookTicks;

    public BinanceSignedClient(
        BinanceRestClient rest, BinanceAccountOptions options, ApiCredentials credentials, TimeProvider time)
    {
        _rest = rest;
        _options = options;
        _time = time;
        Clock = new ServerClock(options.ClockSamplesMax, options.ClockAgeMax, time);
        Signer = new BinanceSigner(credentials, options.ReceiveWindow);
        Limits = new BinanceOrderLimits(options, time);
    }

    public ServerClock Clock { get; }

    public BinanceSigner Signer { get; }

    public BinanceOrderLimits Limits { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Limits.Dispose();
        _looking.Dispose();
    }

    /// <summary>Asks, reads or commands.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="parameters">What.</param>
    /// <param name="read">Reads the answer; throws <see cref="VenueFormatException"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="orders">How many orders it counts for, where it counts.</param>
    public async Task<VenueResult<T>> SendAsync<T>(
        BinanceEndpoint endpoint,
        BinanceParameters parameters,
        Func<VenueValue, T> read,
        CancellationToken cancellation,
        int orders = 1)
    {
        var call = new BinanceSignedCall(this, endpoint, parameters.ToString(), orders);
        var outcome = await _rest.RunAsync(call, read, cancellation).ConfigureAwait(false);
        return outcome.Error is not { } error
            ? new VenueResult<T>.Granted(outcome.Value!)

            // What only reads leaves no doubt: nothing can have happened.
            : outcome.IsDoubtful && !call.OnlyReads
                ? new VenueResult<T>.InDoubt(error)
                : new VenueResult<T>.Refused(error);
    }

    /// <summary>Makes, renews or ends the listen key; the answer to the first holds it.</summary>
    public async Task<VenueResult<string>> ListenKeyAsync(HttpMethod method, CancellationToken cancellation)
    {
        var outcome = await _rest.RunAsync(
            new BinanceListenKeyCall(Signer, method),
            answer => method == HttpMethod.Post ? answer.Read(row => row["listenKey"u8].Text()) : "",
            cancellation).ConfigureAwait(false);
        return outcome.Error is { } error
            ? new VenueResult<string>.Refused(error)
            : new VenueResult<string>.Granted(outcome.Value!);
    }

    /// <summary>Looks at the venue's clock when that is due; without an answer it goes on with what is known.</summary>
    public async ValueTask EnsureClockAsync(CancellationToken cancellation)
    {
        if (!IsLookDue())
        {
            return;
        }

        await _looking.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < _options.ClockSamplesPerLook && (i > 0 || IsLookDue()); i++)
            {
                var call = new BinanceTimeCall();
                var outcome = await _rest.RunAsync(
                    call, answer => answer.Read(row => row["serverTime"u8].Time()), cancellation)
                    .ConfigureAwait(false);
                if (outcome.Error is not null)
                {
                    var next = _time.GetUtcNow() + _options.ClockRetryPause;
                    Interlocked.Exchange(ref _nextLookTicks, next.UtcTicks);
                    return;
                }

                Clock.Add(call.Spanned.SentAt, call.Spanned.ReceivedAt, outcome.Value);
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    private bool IsLookDue() =>
        Clock.IsStale && _time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _nextLookTicks);
}

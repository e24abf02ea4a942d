using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Binance.Rest;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>A signed request. Its time stamp is made for each try, when its turn has come.</summary>
internal sealed class BinanceSignedCall : BinanceCall
{
    private readonly BinanceSignedClient _client;
    private readonly BinanceEndpoint _endpoint;
    private readonly string _parameters;
    private readonly int _orders;
    private bool _clockWasCorrected;

    /// <summary>Makes one.</summary>
    /// <param name="client">Whose request it is.</param>
    /// <param name="endpoint">Where to.</param>
    /// <param name="parameters">What is asked, escaped.</param>
    /// <param name="orders">How many orders it counts for, where it counts.</param>
    public BinanceSignedCall(BinanceSignedClient client, BinanceEndpoint endpoint, string parameters, int orders)
        : base($"{endpoint.Method} {endpoint.Path}", endpoint.Weight)
    {
        _client = client;
        _endpoint = endpoint;
        _parameters = parameters;
        _orders = orders;
    }

    /// <summary>Whether nothing can come of it but an answer.</summary>
    public bool OnlyReads => _endpoint.Repeat == BinanceRepeat.Read;

    public override bool MayRepeatInDoubt => _endpoint.Repeat != BinanceRepeat.Order;

    public override async ValueTask ReadyAsync(CancellationToken cancellation)
    {
        await _client.EnsureClockAsync(cancellation).ConfigureAwait(false);
        if (_endpoint.CountsAsOrder)
        {
            await _client.Limits.TakeAsync(_orders, cancellation).ConfigureAwait(false);
        }
    }

    public override HttpRequestMessage Make() => _client.Signer.Make(_endpoint, _parameters, _client.Clock.Now);

    public override void See(HttpTry.Answered answered, int? code) =>
        _client.Limits.Learn(answered.Headers, _client.Clock.View.Offset);

    public override bool MayRepeat(VenueError error)
    {
        if (error.Kind == VenueErrorKind.ClockSkew)
        {
            // What was known of the venue's clock was wrong: it is looked at before the next try.
            _client.Clock.Forget();
            var isFirst = !_clockWasCorrected;
            _clockWasCorrected = true;
            return isFirst;
        }

        return _endpoint.Repeat == BinanceRepeat.Order
            ? error.Kind == VenueErrorKind.RateLimited
            : error.IsTransient;
    }
}

/// <summary>One look at the venue's clock.</summary>
internal sealed class BinanceTimeCall : BinanceCall
{
    public const string Path = "/fapi/v1/time";

    public BinanceTimeCall()
        : base($"GET {Path}", 1)
    {
    }

    /// <summary>When the last try left and was answered, by our clock.</summary>
    public (DateTimeOffset SentAt, DateTimeOffset ReceivedAt) Spanned { get; private set; }

    public override bool MayRepeatInDoubt => true;

    public override HttpRequestMessage Make() => new(HttpMethod.Get, Path);

    public override void See(HttpTry.Answered answered, int? code) => Spanned = (answered.SentAt, answered.ReceivedAt);
}

/// <summary>A request about a listen key: with the key of the account, without a signature.</summary>
internal sealed class BinanceListenKeyCall : BinanceCall
{
    public const string Path = "/fapi/v1/listenKey";

    private readonly BinanceSigner _signer;
    private readonly HttpMethod _method;

    public BinanceListenKeyCall(BinanceSigner signer, HttpMethod method)
        : base($"{method} {Path}", 1)
    {
        _signer = signer;
        _method = method;
    }

    // Asked twice, the venue gives the key that lives, and makes it live longer.
    public override bool MayRepeatInDoubt => true;

    public override HttpRequestMessage Make() => _signer.Keyed(_method, Path);
}

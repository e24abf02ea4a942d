using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>A signed request. Its time stamp is made for each try, when its turn has come.</summary>
internal sealed class BybitSignedCall : BybitCall
{
    private readonly BybitSignedClient _client;
    private readonly BybitEndpoint _endpoint;
    private readonly Uri _address;
    private readonly string? _body;
    private readonly int _units;
    private bool _clockWasCorrected;

    /// <summary>Makes one.</summary>
    /// <param name="client">Whose request it is.</param>
    /// <param name="endpoint">Where to.</param>
    /// <param name="query">The query without its question mark; empty for a command.</param>
    /// <param name="body">The body of a command; null for a read.</param>
    /// <param name="units">How many units of the endpoint's limit it takes.</param>
    public BybitSignedCall(
        BybitSignedClient client, BybitEndpoint endpoint, string query, string? body, int units)
        : base(body is null ? $"GET {endpoint.Path}" : $"POST {endpoint.Path}")
    {
        _client = client;
        _endpoint = endpoint;
        _address = new Uri(client.Endpoint, query.Length == 0 ? endpoint.Path : $"{endpoint.Path}?{query}");
        _body = body;
        _units = units;
    }

    /// <summary>Whether nothing can come of it but an answer.</summary>
    public bool OnlyReads => _endpoint.Repeat == BybitRepeat.Read;

    public override bool MayRepeatInDoubt => _endpoint.Repeat != BybitRepeat.Order;

    // Account info comes without the venue's clock.
    public override bool NeedsTime => false;

    public override async ValueTask ReadyAsync(CancellationToken cancellation)
    {
        await _client.EnsureClockAsync(cancellation).ConfigureAwait(false);
        await _client.Limits.Of(_endpoint).TakeAsync(_units, cancellation).ConfigureAwait(false);
    }

    public override HttpRequestMessage Make() => _body is null
        ? _client.Signer.Get(_address, _client.Clock.Now)
        : _client.Signer.Post(_address, _body, _client.Clock.Now);

    public override void See(HttpTry.Answered answered, BybitAnswer? answer)
    {
        if (answer?.Code == BybitErrors.ClockOutsideWindow)
        {
            _client.CorrectClock(answered.SentAt, answered.ReceivedAt, answer);
        }

        _client.Limits.Learn(
            _endpoint,
            name => answered.Headers.TryGetValues(name, out var values) ? values.First() : null,
            _client.Clock.View.Offset);
    }

    public override bool MayRepeat(VenueError error)
    {
        if (error.Kind == VenueErrorKind.ClockSkew)
        {
            var isFirst = !_clockWasCorrected;
            _clockWasCorrected = true;
            return isFirst;
        }

        return _endpoint.Repeat == BybitRepeat.Order
            ? error.Kind == VenueErrorKind.RateLimited
            : error.IsTransient;
    }
}

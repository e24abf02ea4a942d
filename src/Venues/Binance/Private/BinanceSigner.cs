using System.Globalization;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>
/// Signs requests as Binance asks: HMAC-SHA256 of exactly the query that is sent, in lower-case hexadecimal digits,
/// appended last; the key goes in a header. Thread-safe.
/// </summary>
internal sealed class BinanceSigner
{
    private const string KeyHeader = "X-MBX-APIKEY";

    private readonly ApiCredentials _credentials;
    private readonly string _receiveWindow;

    public BinanceSigner(ApiCredentials credentials, TimeSpan receiveWindow)
    {
        _credentials = credentials;
        _receiveWindow = ((long)receiveWindow.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The whole query of a signed request.</summary>
    /// <param name="parameters">What is asked, escaped; may be empty.</param>
    /// <param name="at">The venue's time.</param>
    public string Signed(string parameters, DateTimeOffset at)
    {
        var payload = parameters + (parameters.Length == 0 ? "" : "&")
            + string.Create(
                CultureInfo.InvariantCulture, $"recvWindow={_receiveWindow}&timestamp={at.ToUnixTimeMilliseconds()}");
        return $"{payload}&signature={_credentials.SignHex(payload)}";
    }

    /// <summary>A signed request.</summary>
    public HttpRequestMessage Make(BinanceEndpoint endpoint, string parameters, DateTimeOffset at) =>
        Keyed(endpoint.Method, $"{endpoint.Path}?{Signed(parameters, at)}");

    /// <summary>A request with the key alone, as for listen keys.</summary>
    public HttpRequestMessage Keyed(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation(KeyHeader, _credentials.Key);
        return request;
    }
}

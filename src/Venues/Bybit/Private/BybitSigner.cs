using System.Globalization;
using System.Text;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// Signs requests and greetings as Bybit V5 asks: HMAC-SHA256 of time, key, window and exactly what is sent, in
/// lower-case hexadecimal digits. Thread-safe.
/// </summary>
internal sealed class BybitSigner
{
    private readonly ApiCredentials _credentials;
    private readonly string _receiveWindow;

    public BybitSigner(ApiCredentials credentials, TimeSpan receiveWindow)
    {
        _credentials = credentials;
        _receiveWindow = ((long)receiveWindow.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The window in milliseconds, as sent.</summary>
    public string ReceiveWindow => _receiveWindow;

    /// <summary>The signature of a request.</summary>
    /// <param name="timestamp">The time in milliseconds, as sent.</param>
    /// <param name="payload">The query without its question mark, or the body.</param>
    public string Sign(string timestamp, string payload) =>
        _credentials.SignHex(timestamp + _credentials.Key + _receiveWindow + payload);

    /// <summary>A signed read.</summary>
    /// <param name="address">The whole address: what is signed is its query, as it will be sent.</param>
    /// <param name="at">The venue's time.</param>
    public HttpRequestMessage Get(Uri address, DateTimeOffset at)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        AddHeaders(request, at, address.Query.TrimStart('?'));
        return request;
    }

    /// <summary>A signed command.</summary>
    /// <param name="address">The whole address.</param>
    /// <param name="body">JSON, sent byte for byte as it is signed.</param>
    /// <param name="at">The venue's time.</param>
    public HttpRequestMessage Post(Uri address, string body, DateTimeOffset at)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        AddHeaders(request, at, body);
        return request;
    }

    /// <summary>The greeting of a private socket.</summary>
    /// <param name="id">Our id of the request.</param>
    /// <param name="expires">When it loses its worth, by the venue's clock; in the future.</param>
    public string Greeting(string id, DateTimeOffset expires)
    {
        var milliseconds = Milliseconds(expires);
        var signature = _credentials.SignHex($"GET/realtime{milliseconds}");
        var key = System.Text.Json.JsonEncodedText.Encode(_credentials.Key);
        return $$"""{"req_id":"{{id}}","op":"auth","args":["{{key}}",{{milliseconds}},"{{signature}}"]}""";
    }

    /// <summary>A time as Bybit writes it.</summary>
    public static string Milliseconds(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private void AddHeaders(HttpRequestMessage request, DateTimeOffset at, string payload)
    {
        var timestamp = Milliseconds(at);
        request.Headers.TryAddWithoutValidation("X-BAPI-API-KEY", _credentials.Key);
        request.Headers.TryAddWithoutValidation("X-BAPI-TIMESTAMP", timestamp);
        request.Headers.TryAddWithoutValidation("X-BAPI-RECV-WINDOW", _receiveWindow);
        request.Headers.TryAddWithoutValidation("X-BAPI-SIGN", Sign(timestamp, payload));
    }
}

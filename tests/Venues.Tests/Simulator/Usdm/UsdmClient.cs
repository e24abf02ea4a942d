using System.Net;
using System.Text.Json;
using WhaleStack.Venues.Tests.Simulator.Support;

namespace WhaleStack.Venues.Tests.Simulator.Usdm;

/// <summary>Asks the simulated venue in Binance's words.</summary>
internal sealed class UsdmClient(SimulatedVenue venue)
{
    public const string Btc = "symbol=BTCUSDT";

    /// <summary>A limit order to buy below the market that is far from being filled.</summary>
    public const string Resting = Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=58000";

    public string Key { get; init; } = SimulatedVenue.Key;

    public string Secret { get; init; } = SimulatedVenue.Secret;

    public Task<UsdmAnswer> GetAsync(string path, string parameters = "") =>
        SignedAsync(HttpMethod.Get, path, parameters);

    public Task<UsdmAnswer> PostAsync(string path, string parameters) =>
        SignedAsync(HttpMethod.Post, path, parameters);

    public Task<UsdmAnswer> PutAsync(string path, string parameters) => SignedAsync(HttpMethod.Put, path, parameters);

    public Task<UsdmAnswer> DeleteAsync(string path, string parameters) =>
        SignedAsync(HttpMethod.Delete, path, parameters);

    /// <summary>Places an order that must be taken.</summary>
    public async Task<JsonElement> OrderAsync(string parameters) =>
        (await PostAsync("/fapi/v1/order", parameters)).Granted();

    /// <summary>Buys or sells at the market, whose book is deep enough.</summary>
    public Task<JsonElement> TradeAsync(string side, string quantity, string more = "") =>
        OrderAsync($"{Btc}&side={side}&type=MARKET&quantity={quantity}{more}");

    public Task<UsdmAnswer> OpenAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>A request with a key and no signature.</summary>
    public Task<UsdmAnswer> KeyedAsync(HttpMethod method, string path) =>
        SendAsync(WithKey(new HttpRequestMessage(method, path)));

    /// <summary>Parameters of a GET or DELETE go into the query, others into the body.</summary>
    public Task<UsdmAnswer> SignedAsync(HttpMethod method, string path, string parameters)
    {
        var text = $"{(parameters.Length > 0 ? parameters + "&" : "")}timestamp={venue.NowMs}&recvWindow=5000";
        var signed = $"{text}&signature={SimulatedVenue.Sign(text, Secret)}";
        var inQuery = method == HttpMethod.Get || method == HttpMethod.Delete;
        var request = new HttpRequestMessage(method, inQuery ? $"{path}?{signed}" : path);
        if (!inQuery)
        {
            request.Content = new StringContent(signed, null, "application/x-www-form-urlencoded");
        }

        return SendAsync(WithKey(request));
    }

    /// <summary>A private connection with the account's listen key.</summary>
    public async Task<VenueSocket> ListenAsync()
    {
        var key = (await KeyedAsync(HttpMethod.Post, "/fapi/v1/listenKey")).Granted().Text("listenKey");
        return await VenueSocket.ConnectAsync(venue, $"/private/ws?listenKey={key}");
    }

    public async Task<UsdmAnswer> SendAsync(HttpRequestMessage request)
    {
        using var sent = request;
        using var answer = await venue.Http.SendAsync(sent);
        var text = await answer.Content.ReadAsStringAsync();
        return new UsdmAnswer(
            answer.StatusCode,
            text.Length > 0 ? JsonDocument.Parse(text).RootElement : default,
            answer.Headers.ToDictionary(header => header.Key, header => header.Value.First()));
    }

    private HttpRequestMessage WithKey(HttpRequestMessage request)
    {
        request.Headers.Add("X-MBX-APIKEY", Key);
        return request;
    }
}

/// <summary>What the venue said.</summary>
internal sealed record UsdmAnswer(HttpStatusCode Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body of an answer that is no refusal.</summary>
    public JsonElement Granted()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Body}");
        return Body;
    }

    /// <summary>The request was refused with this code.</summary>
    public void Refused(int code, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Assert.True(Status == status, $"{Status}: {Body}");
        Assert.Equal(code, Body.GetProperty("code").GetInt32());
    }
}

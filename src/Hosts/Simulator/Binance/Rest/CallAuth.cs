using WhaleStack.Simulator.Accounts;

namespace WhaleStack.Simulator.Binance.Rest;

/// <summary>Checks key, time and signature of a request, as Binance documents it.</summary>
/// <remarks>
/// Signed text: the query as sent, then the form as sent, both without the parameter <c>signature</c>. In time means:
/// server - window &lt;= timestamp &lt; server + 1000 ms, with a window of 5000 ms unless named, of at most 60000.
/// </remarks>
public sealed class CallAuth
{
    private const long WindowMsUsual = 5_000;
    private const long WindowMsMax = 60_000;
    private const long AheadMsMax = 1_000;
    private const string Mark = "signature=";
    private readonly ApiAccounts _accounts;

    /// <summary>Makes it.</summary>
    public CallAuth(ApiAccounts accounts) => _accounts = accounts;

    /// <summary>The account of a key; the refusal when there is none.</summary>
    public (ApiAccount? Account, Failure? Failure) Know(string key) =>
        key.Length == 0 ? (null, new Failure(-2014, "API-key format invalid.", 401))
        : _accounts.Find(key) is { } account ? (account, null)
        : (null, new Failure(-2015, "Invalid API-key, IP, or permissions for action.", 401));

    /// <summary>Checks a signed request.</summary>
    /// <param name="key">The header <c>X-MBX-APIKEY</c>.</param>
    /// <param name="query">The query as sent, without its question mark.</param>
    /// <param name="form">The body as sent.</param>
    /// <param name="fields">Both, read.</param>
    /// <param name="now">The server's time.</param>
    public (ApiAccount? Account, Failure? Failure) Check(
        string key, string query, string form, CallFields fields, DateTimeOffset now)
    {
        var (account, failure) = Know(key);
        if (account is null)
        {
            return (null, failure);
        }

        fields.Needed("timestamp");
        fields.Needed("signature");
        var window = fields.Whole("recvWindow", WindowMsUsual);
        var at = fields.Whole("timestamp", 0);
        if (fields.Mistake is { } mistake)
        {
            return (null, mistake);
        }

        if (Untimely(at, window, now.ToUnixTimeMilliseconds()) is { } late)
        {
            return (null, late);
        }

        return account.Signed(Unsigned(query) + Unsigned(form), fields.Text("signature"))
            ? (account, null)
            : (null, new Failure(-1022, "Signature for this request is not valid."));
    }

    /// <summary>Checks a request that came by the websocket API: all parameters are signed, in the order of their
    /// names.</summary>
    /// <param name="fields">Its parameters, with <c>apiKey</c> and <c>signature</c>.</param>
    /// <param name="values">The same, as they were given.</param>
    /// <param name="now">The server's time.</param>
    public (ApiAccount? Account, Failure? Failure) Check(
        CallFields fields, IReadOnlyDictionary<string, string> values, DateTimeOffset now)
    {
        var signed = string.Join('&', values.Where(value => value.Key != "signature")
            .OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));
        return Check(fields.Text("apiKey"), signed, string.Empty, fields, now);
    }

    private static Failure? Untimely(long at, long window, long server) =>
        window > WindowMsMax ? new Failure(-1131, $"recvWindow must be less than {WindowMsMax}")
        : at >= server + AheadMsMax
            ? new Failure(-1021, "Timestamp for this request was 1000ms ahead of the server's time.")
        : at < server - window ? new Failure(-1021, "Timestamp for this request is outside of the recvWindow.")
        : null;

    private static string Unsigned(string text) =>
        text.Contains(Mark, StringComparison.Ordinal)
            ? string.Join('&', text.Split('&').Where(pair => !pair.StartsWith(Mark, StringComparison.Ordinal)))
            : text;
}

using System.Globalization;
using WhaleStack.Simulator.Accounts;
using WhaleStack.Simulator.Bybit.Rest;

namespace WhaleStack.Simulator.Bybit.Auth;

/// <summary>Checks the signature and the time of a signed request, as Bybit documents it.</summary>
/// <remarks>
/// Signed text: timestamp + key + receive window + payload, where payload is the query string of a GET exactly as sent,
/// or the body of a POST byte for byte. In time means: server - window &lt;= timestamp &lt; server + 1000 ms.
/// </remarks>
public sealed class RequestAuth
{
    /// <summary>The window of a request that names none, ms.</summary>
    public const long ReceiveWindowMsDefault = 5_000;

    private const long AheadMsMax = 1_000;
    private const string SocketText = "GET/realtime";
    private readonly ApiAccounts _accounts;

    /// <summary>Makes it.</summary>
    public RequestAuth(ApiAccounts accounts) => _accounts = accounts;

    /// <summary>Checks a REST request.</summary>
    /// <param name="header">Looks a header up, empty when absent.</param>
    /// <param name="payload">Query string without its question mark, or body.</param>
    /// <param name="now">The server's time.</param>
    public AuthVerdict Check(Func<string, string> header, string payload, DateTimeOffset now)
    {
        var (time, key, sign) = (header("X-BAPI-TIMESTAMP"), header("X-BAPI-API-KEY"), header("X-BAPI-SIGN"));
        if (time.Length == 0 || key.Length == 0 || sign.Length == 0)
        {
            var held = sign.Length == 0 ? string.Empty : "***";
            return AuthVerdict.Refused(
                RetCode.ParameterError, $"empty value: apiTimestamp[{time}] apiKey[{key}] apiSignature[{held}]");
        }

        var window = header("X-BAPI-RECV-WINDOW");
        if (_accounts.Find(key) is not { } account)
        {
            return AuthVerdict.Refused(RetCode.InvalidKey, "API key is invalid.");
        }

        if (Untimely(time, window, now) is { } refusal)
        {
            return new AuthVerdict(null, refusal);
        }

        var signed = $"{time}{key}{window}{payload}";
        return account.Signed(signed, sign)
            ? AuthVerdict.Granted(account)
            : AuthVerdict.Refused(RetCode.BadSignature, $"error sign! origin_string[{signed}]");
    }

    /// <summary>Checks the time of a request on an order-entry socket, whose connection is already known.</summary>
    /// <returns>The refusal; null when it is in time.</returns>
    public static Answer? Untimely(string timestamp, string receiveWindow, DateTimeOffset now)
    {
        var window = ReceiveWindowMsDefault;
        if (!Whole(timestamp, out var at) || (receiveWindow.Length > 0 && !Whole(receiveWindow, out window)))
        {
            return Answer.Refuse(RetCode.ParameterError, "params error: timestamp or recv_window is no number");
        }

        var server = now.ToUnixTimeMilliseconds();
        return at >= server - window && at < server + AheadMsMax ? null : Answer.Refuse(
            RetCode.Untimely,
            "invalid request, please check your server timestamp or recv_window param. "
                + $"req_timestamp[{at}],server_timestamp[{server}],recv_window[{window}]");
    }

    /// <summary>Checks the <c>auth</c> operation of a websocket: key, expiry in ms, signature.</summary>
    public AuthVerdict CheckSocket(string key, string expires, string signature, DateTimeOffset now)
    {
        if (!Whole(expires, out var at))
        {
            return AuthVerdict.Refused(RetCode.ParameterError, "Params Error");
        }

        if (at <= now.ToUnixTimeMilliseconds())
        {
            return AuthVerdict.Refused(RetCode.BadSignature, "Params Error: expires is in the past");
        }

        if (_accounts.Find(key) is not { } account)
        {
            return AuthVerdict.Refused(RetCode.InvalidKey, "API key is invalid.");
        }

        return account.Signed($"{SocketText}{at}", signature)
            ? AuthVerdict.Granted(account)
            : AuthVerdict.Refused(RetCode.BadSignature, "Sign error");
    }

    private static bool Whole(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

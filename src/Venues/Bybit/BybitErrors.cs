using System.Net;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Bybit;

/// <summary>What Bybit's refusals mean for us. Source: Bybit V5 documentation, error codes and rate limits.</summary>
public static class BybitErrors
{
    /// <summary>A parameter is wrong, or wrong in the account's mode.</summary>
    public const int BadParameter = 10001;

    /// <summary>Too many requests of one key; the answer's header says until when.</summary>
    public const int RateLimited = 10006;

    private static readonly HashSet<int> Transient =
    [
        10000, // server time-out
        10002, // clock outside the window: helps after a new look at the server's clock
        RateLimited,
        10016, // server error or restart
        10018, // address limit, older form
        10019, // trade service restarts
        10403, 10429, // socket trade: address limit, system rate
        20003, // socket trade: too frequent
        110079, // order is being processed
    ];

    /// <summary>Whether the same request may succeed later.</summary>
    /// <param name="retCode">The answer's <c>retCode</c>; 0 is success and not transient.</param>
    public static bool IsTransient(int retCode) => Transient.Contains(retCode);

    /// <summary>A refusal in the body of an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="retCode">The venue's code.</param>
    /// <param name="message">The venue's words.</param>
    public static VenueException Refused(string request, int retCode, string message) =>
        new($"bybit {request}: retCode {retCode}: {message}", IsTransient(retCode));

    /// <summary>A refusal by HTTP status.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The beginning of the body.</param>
    public static VenueException Refused(string request, HttpStatusCode status, string body)
    {
        var code = (int)status;
        if (status == HttpStatusCode.Forbidden)
        {
            return IsAddressBan(body)
                ? new VenueException($"bybit {request}: HTTP 403: too many requests from this address", true)
                : new VenueException(
                    $"bybit {request}: HTTP 403: refused for this address or region: '{body}'", isTransient: false);
        }

        var transient = code >= 500
            || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return new VenueException($"bybit {request}: HTTP {code}: '{body}'", transient);
    }

    /// <summary>
    /// Whether a 403 says that the address asked too often, after which the venue wants ten minutes of silence.
    /// </summary>
    public static bool IsAddressBan(string body) =>
        body.Contains("access too frequent", StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Frozen;
using System.Net;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Bybit.Rest;

/// <summary>What Bybit's refusals mean for us. Source: Bybit V5 documentation, error codes and rate limits.</summary>
public static class BybitErrors
{
    /// <summary>A parameter is wrong, or wrong in the account's mode.</summary>
    public const int BadParameter = 10001;

    /// <summary>The time stamp is outside the window; the message carries the venue's clock.</summary>
    public const int ClockOutsideWindow = 10002;

    /// <summary>Too many requests of one key; the answer's header says until when.</summary>
    public const int RateLimited = 10006;

    private static readonly FrozenDictionary<int, VenueErrorKind> Kinds = Table(
    [
        (VenueErrorKind.Duplicate, [10014, 20006, 110072, 170141]),
        (VenueErrorKind.InvalidOrder, [110003, 110092, 110093, 110094, 110120, 110121]),
        (VenueErrorKind.InsufficientMargin, [110004, 110006, 110007, 110012, 110044, 110045, 110052]),
        (VenueErrorKind.NothingToReduce, [110017]),
        (VenueErrorKind.OrderNotFound, [110001, 110008, 110010, 170213]),
        (VenueErrorKind.NotTrading, [10029, 110023, 110074, 110103]),
        (VenueErrorKind.AccountLimit, [110009, 110020, 110061, 110090, 3400139]),
        (VenueErrorKind.ModeConflict, [110024, 110028, 110029]),
        (VenueErrorKind.Unchanged, [34040, 110025, 110026, 110027, 110043]),
        (VenueErrorKind.Busy, [110079]),
        (VenueErrorKind.RateLimited, [RateLimited, 10018, 10403, 10429, 20003]),
        (VenueErrorKind.ClockSkew, [ClockOutsideWindow]),
        (VenueErrorKind.Credentials, [10003, 10004, 10007]),
        (VenueErrorKind.NotPermitted, [10005, 10008, 10009, 10010, 10024, 10027, 10028]),
        (VenueErrorKind.BadRequest, [BadParameter, 10017, 10404]),
        (VenueErrorKind.Unavailable, [10000, 10016, 10019]),
    ]);

    /// <summary>
    /// Refusals after which the request may all the same have been carried out: the venue timed out or failed inside.
    /// </summary>
    private static readonly FrozenSet<int> Doubtful = new[] { 10000, 10016, 10019 }.ToFrozenSet();

    /// <summary>Every code with a meaning of its own.</summary>
    public static IReadOnlyCollection<int> Known => Kinds.Keys;

    /// <summary>What a code means.</summary>
    /// <param name="retCode">The answer's <c>retCode</c>, not 0.</param>
    /// <param name="message">The venue's words: 10001 also stands for a position slot that does not fit the
    /// mode.</param>
    public static VenueErrorKind KindOf(int retCode, string message = "") =>
        retCode == BadParameter && message.Contains("position idx not match", StringComparison.OrdinalIgnoreCase)
            ? VenueErrorKind.ModeConflict
            : Kinds.GetValueOrDefault(retCode, VenueErrorKind.Unclassified);

    /// <summary>Whether a refused request may have been carried out.</summary>
    public static bool LeavesDoubt(int retCode) => Doubtful.Contains(retCode);

    /// <summary>Whether the same request may succeed later.</summary>
    /// <param name="retCode">The answer's <c>retCode</c>; 0 is success and not transient.</param>
    public static bool IsTransient(int retCode) => new VenueError(KindOf(retCode), "").IsTransient;

    /// <summary>A refusal in the body of an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="retCode">The venue's code.</param>
    /// <param name="message">The venue's words.</param>
    public static VenueError Refused(string request, int retCode, string message) =>
        new(KindOf(retCode, message), $"bybit {request}: retCode {retCode}: {message}");

    /// <summary>A refusal by HTTP status.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The beginning of the body.</param>
    public static VenueError Refused(string request, HttpStatusCode status, string body)
    {
        var code = (int)status;
        return status switch
        {
            HttpStatusCode.Forbidden when IsAddressBan(body) => new VenueError(
                VenueErrorKind.AddressBanned, $"bybit {request}: HTTP 403: too many requests from this address"),
            HttpStatusCode.Forbidden => new VenueError(
                VenueErrorKind.NotPermitted,
                $"bybit {request}: HTTP 403: refused for this address or region: '{body}'"),
            HttpStatusCode.Unauthorized => new VenueError(
                VenueErrorKind.Credentials, $"bybit {request}: HTTP {code}: '{body}'"),
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => new VenueError(
                VenueErrorKind.Unavailable, $"bybit {request}: HTTP {code}: '{body}'"),
            _ => new VenueError(
                code >= 500 ? VenueErrorKind.Unavailable : VenueErrorKind.BadRequest,
                $"bybit {request}: HTTP {code}: '{body}'"),
        };
    }

    /// <summary>Whether after this status the request may have been carried out.</summary>
    public static bool LeavesDoubt(HttpStatusCode status) =>
        (int)status >= 500 || status == HttpStatusCode.RequestTimeout;

    /// <summary>
    /// Whether a 403 says that the address asked too often, after which the venue wants ten minutes of silence.
    /// </summary>
    public static bool IsAddressBan(string body) =>
        body.Contains("access too frequent", StringComparison.OrdinalIgnoreCase);

    private static FrozenDictionary<int, VenueErrorKind> Table((VenueErrorKind Kind, int[] Codes)[] rows) =>
        rows.SelectMany(row => row.Codes.Select(code => (code, row.Kind)))
            .ToFrozenDictionary(pair => pair.code, pair => pair.Kind);
}

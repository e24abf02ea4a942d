using System.Collections.Frozen;
using System.Net;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>
/// What Binance's refusals mean for us. Source: Binance's documentation of USD-margined futures, error codes, limits.
/// </summary>
public static class BinanceErrors
{
    private static readonly FrozenDictionary<int, VenueErrorKind> Kinds = Table(
    [
        (VenueErrorKind.RateLimited, [-1003, -1008, -1015]),
        (VenueErrorKind.ClockSkew, [-1021]),
        (VenueErrorKind.Credentials, [-1002, -1022, -2014, -2015]),
        (VenueErrorKind.BadRequest, [-1100, -1101, -1102, -1103, -1104, -1105, -1106, -1116, -1117, -1120, -1130]),
        (VenueErrorKind.InvalidOrder, [-1013, -1111, -2010, -2021, -4003, -4014, -4023, -4164, -5022]),
        (VenueErrorKind.NotTrading, [-1121, -4108]),
        (VenueErrorKind.OrderNotFound, [-2011, -2013]),
        (VenueErrorKind.InsufficientMargin, [-2018, -2019, -4050, -4051]),
        (VenueErrorKind.NothingToReduce, [-2022]),
        (VenueErrorKind.AccountLimit, [-2025, -2027, -2028, -4045]),
        (VenueErrorKind.ModeConflict, [-4061, -4531]),
        (VenueErrorKind.Unchanged, [-4046, -4059]),
        (VenueErrorKind.Duplicate, [-4116]),
        (VenueErrorKind.Unsupported, [-4120]),
        (VenueErrorKind.Unavailable, [-1000, -1001, -1006, -1007]),
    ]);

    /// <summary>Refusals after which the request may all the same have been carried out.</summary>
    private static readonly FrozenSet<int> Doubtful = new[] { -1000, -1001, -1006, -1007 }.ToFrozenSet();

    /// <summary>Every code with a meaning of its own.</summary>
    public static IReadOnlyCollection<int> Known => Kinds.Keys;

    /// <summary>What a code means.</summary>
    /// <param name="code">The answer's <c>code</c>, below 0.</param>
    public static VenueErrorKind KindOf(int code) => Kinds.GetValueOrDefault(code, VenueErrorKind.Unclassified);

    /// <summary>Whether a refused request may have been carried out.</summary>
    public static bool LeavesDoubt(int code) => Doubtful.Contains(code);

    /// <summary>A refusal in the body of an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="code">The venue's code.</param>
    /// <param name="message">The venue's words.</param>
    public static VenueError Refused(string request, int code, string message) =>
        new(KindOf(code), $"binance {request}: code {code}: {message}");

    /// <summary>A refusal by HTTP status.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="status">The status.</param>
    public static VenueError Refused(string request, HttpStatusCode status)
    {
        var kind = (int)status switch
        {
            418 => VenueErrorKind.AddressBanned,
            429 => VenueErrorKind.RateLimited,
            403 => VenueErrorKind.NotPermitted,
            401 => VenueErrorKind.Credentials,
            408 or >= 500 => VenueErrorKind.Unavailable,
            _ => VenueErrorKind.BadRequest,
        };
        return new VenueError(kind, $"binance {request}: HTTP {(int)status}");
    }

    private static FrozenDictionary<int, VenueErrorKind> Table((VenueErrorKind Kind, int[] Codes)[] rows) =>
        rows.SelectMany(row => row.Codes.Select(code => (code, row.Kind)))
            .ToFrozenDictionary(pair => pair.code, pair => pair.Kind);
}

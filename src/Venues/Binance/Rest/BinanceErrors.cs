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
        (VenueErrorKind.ClockSkew, [-1021, -5028]),
        (VenueErrorKind.Credentials, [-1002, -1022, -2014, -2015, -2017]),
        (VenueErrorKind.NotPermitted, [-1011, -2023, -4087, -4088, -4109, -4192, -4202, -4400]),
        (VenueErrorKind.BadRequest,
        [
            -1010, -1014, -1020, -1023, -1099, -1100, -1101, -1102, -1103, -1104, -1105, -1106, -1108, -1110, -1113,
            -1114, -1115, -1116, -1117, -1118, -1119, -1120, -1125, -1127, -1128, -1130, -1136, -2039, -4015, -4029,
            -4030, -4031, -4055, -4060, -4082, -4114, -4115, -4144,
        ]),
        (VenueErrorKind.InvalidOrder,
        [
            -1013, -1111, -2010, -2020, -2021, -2026, -4000, -4001, -4002, -4003, -4004, -4005, -4006, -4007, -4013,
            -4014, -4016, -4017, -4018, -4019, -4023, -4024, -4027, -4028, -4104, -4117, -4130, -4131, -4135, -4136,
            -4137, -4138, -4164, -4183, -4184, -5021, -5022, -5024, -5025, -5037, -5038, -5039, -5040, -5041,
        ]),
        (VenueErrorKind.NotTrading, [-1121, -1122, -2016, -4108, -4140, -4141]),
        (VenueErrorKind.OrderNotFound, [-1112, -2011, -2013]),
        (VenueErrorKind.InsufficientMargin, [-2018, -2019, -4050, -4051, -4118]),
        (VenueErrorKind.NothingToReduce, [-2022, -2024, -4054, -4509]),
        (VenueErrorKind.AccountLimit, [-2025, -2027, -2028, -4044, -4045, -5026]),
        (VenueErrorKind.ModeConflict, [-4047, -4048, -4052, -4061, -4062, -4067, -4068, -4161, -4168, -4531]),
        (VenueErrorKind.Unchanged, [-4046, -4059, -5027]),
        (VenueErrorKind.Duplicate, [-4116]),
        (VenueErrorKind.Unsupported, [-1016, -4120]),
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

    /// <summary>Whether a request that was refused by status may have been carried out.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">What came with it: the venue tells by its words whether a 503 came before anything
    /// happened.</param>
    public static bool LeavesDoubt(HttpStatusCode status, ReadOnlySpan<byte> body) => (int)status switch
    {
        503 => !body.StartsWith("Service Unavailable"u8),
        408 or >= 500 => true,
        _ => false,
    };

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

using System.Net;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>
/// What CoinGlass's refusals mean for us. They come with HTTP 200 and a code in the body, which is a text; old codes
/// and the same words under other codes have been seen, so the words are read too.
/// </summary>
internal static class CoinGlassErrors
{
    /// <summary>The code of an answer that was granted.</summary>
    public const string Granted = "0";

    /// <summary>What a code and its words mean.</summary>
    public static VenueErrorKind KindOf(string code, string message)
    {
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
        return Says("upgrade") ? VenueErrorKind.NotPermitted
            : Says("api key") || Says("apikey") ? VenueErrorKind.Credentials
            : Says("too many requests") || Says("rate limit") ? VenueErrorKind.RateLimited
            : code switch
            {
                "401" or "30001" => VenueErrorKind.Credentials,
                "403" or "40001" => VenueErrorKind.NotPermitted,
                "404" => VenueErrorKind.Unsupported,
                "400" or "405" or "422" => VenueErrorKind.BadRequest,
                "429" => VenueErrorKind.RateLimited,
                "408" or "500" or "502" or "503" or "504" => VenueErrorKind.Unavailable,
                _ => VenueErrorKind.Unclassified,
            };
    }

    /// <summary>A refusal in the body of an answer.</summary>
    public static VenueError Refused(string request, string code, string message) =>
        new(KindOf(code, message), $"coinglass {request}: code {code}: {message}");

    /// <summary>A refusal by HTTP status; the body, where it is an answer, was read before.</summary>
    public static VenueError Refused(string request, HttpStatusCode status)
    {
        var code = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var kind = (int)status >= 500 ? VenueErrorKind.Unavailable : KindOf(code, "");
        return new VenueError(kind, $"coinglass {request}: HTTP {code}");
    }
}

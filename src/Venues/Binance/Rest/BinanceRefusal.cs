using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>What the venue says when it refuses: a code below 0 and words. A code of 200 is no refusal.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">The words, on one line.</param>
internal readonly record struct BinanceRefusal(int Code, string Message)
{
    private const decimal CodeMin = -99_999m;

    /// <summary>Looks for a refusal in an answer, or in a row of one; null when it is none.</summary>
    /// <exception cref="VenueFormatException">The code is no number.</exception>
    public static BinanceRefusal? Of(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("code", out var code))
        {
            return null;
        }

        var number = VenueJson.Decimal(code, "code");
        if (number == 200m || number == 0m)
        {
            return null;
        }

        var message = answer.TryGetProperty("msg", out var words) ? VenueJson.Shown(words.ToString()) : "";
        return new BinanceRefusal((int)Math.Clamp(number, CodeMin, -CodeMin), message);
    }
}

using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>What the venue says when it refuses: a code below 0 and words. A code of 200 is no refusal.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">The words, on one line.</param>
internal readonly record struct BinanceRefusal(int Code, string Message)
{
    private const decimal CodeMin = -99_999m;

    /// <summary>Looks for a refusal in an answer; null when it is none.</summary>
    /// <exception cref="VenueFormatException">The code is no number.</exception>
    public static BinanceRefusal? Of(VenueValue answer) =>
        answer.Kind == JsonValueKind.Object ? answer.Read(Of) : null;

    /// <summary>Looks for a refusal in a row of an answer; null when it is none.</summary>
    /// <exception cref="VenueFormatException">The code is no number.</exception>
    public static BinanceRefusal? Of(VenueRow answer)
    {
        if (answer["code"u8].Kind == JsonValueKind.Undefined)
        {
            return null;
        }

        var number = answer["code"u8].Decimal();
        return number is 200m or 0m
            ? null
            : new BinanceRefusal((int)Math.Clamp(number, CodeMin, -CodeMin), answer["msg"u8].Shown);
    }
}

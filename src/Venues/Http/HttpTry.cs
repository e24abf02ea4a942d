using System.Net;
using System.Net.Http.Headers;

namespace WhaleStack.Venues.Http;

/// <summary>How one try of a request ended. A closed set.</summary>
public abstract record HttpTry
{
    private HttpTry()
    {
    }

    /// <summary>The venue answered, whatever it said.</summary>
    /// <param name="Status">HTTP status.</param>
    /// <param name="Headers">Headers of the answer.</param>
    /// <param name="MediaType">Type of the body; null where the venue names none.</param>
    /// <param name="Body">All bytes.</param>
    /// <param name="SentAt">When the request left, by our clock.</param>
    /// <param name="ReceivedAt">When the body was complete, by our clock.</param>
    public sealed record Answered(
        HttpStatusCode Status,
        HttpResponseHeaders Headers,
        string? MediaType,
        byte[] Body,
        DateTimeOffset SentAt,
        DateTimeOffset ReceivedAt) : HttpTry;

    /// <summary>It did not leave: no connection, or the venue is being left alone. Nothing can have happened.</summary>
    /// <param name="Message">Why, in one line without secrets.</param>
    /// <param name="IsSilenced">Whether it was held back because the venue banned this address.</param>
    /// <param name="Cause">What the connection said.</param>
    public sealed record NotSent(string Message, bool IsSilenced, Exception? Cause) : HttpTry;

    /// <summary>It left and no usable answer came: what it asked for may have happened.</summary>
    /// <param name="Message">Why, in one line without secrets.</param>
    /// <param name="MayHelpAgain">Whether a second try could end otherwise.</param>
    /// <param name="Cause">What the connection said.</param>
    public sealed record Lost(string Message, bool MayHelpAgain, Exception? Cause) : HttpTry;
}

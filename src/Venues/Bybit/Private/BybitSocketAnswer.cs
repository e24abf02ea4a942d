using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>An answer of the socket for orders.</summary>
/// <param name="RequestId">Our id of the request; empty for what answers none.</param>
/// <param name="Operation">The venue's word for what was asked.</param>
/// <param name="Code">0, or why it was refused.</param>
/// <param name="Message">The venue's words.</param>
/// <param name="Document">The whole answer.</param>
internal sealed record BybitSocketAnswer(
    string RequestId, string Operation, int Code, string Message, JsonDocument Document)
{
    /// <summary>Reads a frame; null for what is none.</summary>
    public static BybitSocketAnswer? Read(ReadOnlyMemory<byte> frame)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(frame);
            var fields = new VenueFields(document.RootElement, "answer");
            return new BybitSocketAnswer(
                fields.TextOrEmpty("reqId"),
                fields.TextOrEmpty("op"),
                (int)Math.Clamp(fields.LongOrNone("retCode") ?? 0, int.MinValue, int.MaxValue),
                fields.TextOrEmpty("retMsg"),
                document);
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException or InvalidOperationException)
        {
            document?.Dispose();
            return null;
        }
    }

    /// <summary>A header inside the answer; null when it is absent.</summary>
    public string? Header(string name) =>
        new VenueFields(Document.RootElement, "answer").ObjectOrNone("header")?.TextOrEmpty(name);

    /// <summary>The result, where the request was granted.</summary>
    public VenueResult<T> Result<T>(Func<VenueFields, VenueFields?, T> read)
    {
        if (Code != 0)
        {
            var error = BybitErrors.Refused(Operation, Code, Message);
            return BybitErrors.LeavesDoubt(Code)
                ? new VenueResult<T>.InDoubt(error)
                : new VenueResult<T>.Refused(error);
        }

        try
        {
            var fields = new VenueFields(Document.RootElement, "answer");
            var data = fields.ObjectOrNone("data") ?? throw new VenueFormatException("answer.data is missing");
            return new VenueResult<T>.Granted(read(data, fields.ObjectOrNone("retExtInfo")));
        }
        catch (Exception wrong) when (wrong is VenueFormatException or InvalidOperationException)
        {
            return new VenueResult<T>.InDoubt(new VenueError(
                VenueErrorKind.NoAnswer, $"bybit {Operation}: the answer is not Bybit's: {wrong.Message}"));
        }
    }
}

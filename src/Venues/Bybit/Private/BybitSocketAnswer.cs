using System.Text;
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
/// <param name="Frame">The whole answer, known to be JSON.</param>
internal sealed record BybitSocketAnswer(
    string RequestId, string Operation, int Code, string Message, ReadOnlyMemory<byte> Frame)
{
    private const string Name = "answer";

    /// <summary>Reads a frame; null for what is none.</summary>
    public static BybitSocketAnswer? Read(ReadOnlyMemory<byte> frame)
    {
        try
        {
            var fields = VenueRow.Of(frame.Span, Name, stackalloc int[FieldTable.Room]);
            return new BybitSocketAnswer(
                fields["reqId"u8].TextOrEmpty(),
                fields["op"u8].NameOrEmpty(),
                fields["retCode"u8].IntOrZero(),
                fields["retMsg"u8].TextOrEmpty(),
                frame);
        }
        catch (Exception wrong) when (wrong is JsonException or VenueFormatException)
        {
            return null;
        }
    }

    /// <summary>A header inside the answer; null when it is absent or no text.</summary>
    public string? Header(string name)
    {
        var header = VenueRow.Of(Frame.Span, Name, stackalloc int[FieldTable.Room])["header"u8];
        if (header.Kind != JsonValueKind.Object)
        {
            return null;
        }

        var value = header.Row(stackalloc int[FieldTable.Room])[Encoding.UTF8.GetBytes(name)];
        return value.Kind is JsonValueKind.String or JsonValueKind.Number ? value.TextOrEmpty() : null;
    }

    /// <summary>The result, where the request was granted.</summary>
    public VenueResult<T> Result<T>(Func<VenueRow, VenueRow, T> read)
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
            var fields = VenueRow.Of(Frame.Span, Name, stackalloc int[FieldTable.Room]);
            var data = fields["data"u8].Row(stackalloc int[FieldTable.Room]);
            var extra = fields["retExtInfo"u8];
            var beside = extra.IsNone
                ? VenueRow.Empty("retExtInfo")
                : extra.Row(stackalloc int[FieldTable.Room]);
            return new VenueResult<T>.Granted(read(data, beside));
        }
        catch (VenueFormatException wrong)
        {
            return new VenueResult<T>.InDoubt(new VenueError(
                VenueErrorKind.NoAnswer, $"bybit {Operation}: the answer is not Bybit's: {wrong.Message}"));
        }
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Text;
using WhaleStack.Domain.Ports;

namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>The text form of a frame: one line of five fields, with a space between them.</summary>
/// <remarks>
/// <c>TIME CONNECTION KIND LENGTH PAYLOAD</c>. TIME: when it was received, UTC, ISO 8601 with seven decimals. KIND:
/// <c>t</c> payload as it came (it holds no byte below 0x20), <c>b</c> payload in base64, <c>d</c> no payload, LENGTH
/// frames were dropped before this line; its connection is <c>-</c>. LENGTH: bytes of the payload as received; a line
/// where it does not hold is damaged.
/// </remarks>
internal static class RawFrameLine
{
    private const int TimeChars = 28;
    private const string NoConnection = "-";
    private const byte Text = (byte)'t';
    private const byte Base64Kind = (byte)'b';
    private const byte Dropped = (byte)'d';
    private const byte Space = (byte)' ';
    private const byte End = (byte)'\n';
    private const int LengthCharsMax = 20;

    /// <summary>Writes a frame.</summary>
    public static void WriteFrame(IBufferWriter<byte> to, string connection, RawFrame frame)
    {
        var payload = frame.Payload.Span;
        var isText = payload.IndexOfAnyInRange((byte)0, (byte)0x1f) < 0;
        WriteHead(to, frame.ReceivedAt, connection, isText ? Text : Base64Kind, payload.Length);
        to.Write([Space]);
        if (isText)
        {
            to.Write(payload);
        }
        else
        {
            var span = to.GetSpan(Base64.GetMaxEncodedToUtf8Length(payload.Length));
            Base64.EncodeToUtf8(payload, span, out _, out var written);
            to.Advance(written);
        }

        to.Write([End]);
    }

    /// <summary>Writes that frames are missing.</summary>
    public static void WriteDropped(IBufferWriter<byte> to, DateTimeOffset at, long count)
    {
        WriteHead(to, at, NoConnection, Dropped, count);
        to.Write([Space, End]);
    }

    /// <summary>Reads a line without its end; null when it is damaged.</summary>
    public static RecordedFrame? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length < TimeChars
            || !Utf8Parser.TryParse(line[..TimeChars], out DateTime time, out var used, 'O')
            || used != TimeChars || time.Kind != DateTimeKind.Utc)
        {
            return null;
        }

        var rest = line[TimeChars..];
        return TryField(ref rest, out var start) && start.IsEmpty
            && TryField(ref rest, out var connection) && connection.Length > 0
            && TryField(ref rest, out var kind) && kind.Length == 1
            && TryField(ref rest, out var length)
            && Utf8Parser.TryParse(length, out long count, out var digits) && digits == length.Length && count >= 0
            ? Read(new DateTimeOffset(time), Encoding.ASCII.GetString(connection), kind[0], count, rest)
            : null;
    }

    private static RecordedFrame? Read(
        DateTimeOffset time, string connection, byte kind, long length, ReadOnlySpan<byte> payload) => kind switch
    {
        Text when payload.Length == length => new RecordedFrame(time, connection, payload.ToArray(), 0),
        Base64Kind when FromBase64(payload) is { } bytes && bytes.Length == length =>
            new RecordedFrame(time, connection, bytes, 0),
        Dropped when payload.IsEmpty => new RecordedFrame(time, string.Empty, default, length),
        _ => null,
    };

    private static void WriteHead(
        IBufferWriter<byte> to, DateTimeOffset time, string connection, byte kind, long length)
    {
        var span = to.GetSpan(TimeChars + connection.Length + LengthCharsMax + 4);
        Utf8Formatter.TryFormat(time.UtcDateTime, span, out var at, 'O');
        span[at++] = Space;
        at += Encoding.ASCII.GetBytes(connection, span[at..]);
        span[at++] = Space;
        span[at++] = kind;
        span[at++] = Space;
        Utf8Formatter.TryFormat(length, span[at..], out var digits);
        to.Advance(at + digits);
    }

    private static bool TryField(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        var end = rest.IndexOf(Space);
        field = end < 0 ? default : rest[..end];
        rest = end < 0 ? rest : rest[(end + 1)..];
        return end >= 0;
    }

    private static byte[]? FromBase64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done
            ? bytes[..written]
            : null;
    }
}

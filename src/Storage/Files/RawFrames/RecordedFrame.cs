namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>One line of a recording: a frame, or a hole where frames were dropped.</summary>
/// <param name="ReceivedAt">When the frame was received, or when the hole was noticed; UTC.</param>
/// <param name="Connection">Name of the connection; empty for a hole, which is of the whole venue.</param>
/// <param name="Payload">The bytes exactly as received; empty for a hole.</param>
/// <param name="Dropped">How many frames are missing here; 0 for a frame.</param>
public sealed record RecordedFrame(
    DateTimeOffset ReceivedAt, string Connection, ReadOnlyMemory<byte> Payload, long Dropped);

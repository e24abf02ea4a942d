namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>What a recorder has done so far.</summary>
/// <param name="StoppedBecause">Why it does not record at present; null while it does.</param>
/// <param name="Recorded">Frames written to a file.</param>
/// <param name="Dropped">Frames that were not: the queue or the disk was full, or one was too large.</param>
public sealed record RecorderState(string? StoppedBecause, long Recorded, long Dropped);

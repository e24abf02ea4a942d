namespace WhaleStack.Storage.Files.Tapes;

/// <summary>What a recording does not hold though it was there.</summary>
/// <param name="FramesDropped">Frames that the recorder had no room for.</param>
/// <param name="LinesDamaged">Lines that cannot be understood.</param>
public sealed record TapeLosses(long FramesDropped, long LinesDamaged);

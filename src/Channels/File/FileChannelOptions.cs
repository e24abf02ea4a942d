namespace WhaleStack.Channels.File;

/// <summary>How messages are kept in a file.</summary>
/// <param name="Path">Absolute path of the file; its folder is made when the first message comes.</param>
/// <param name="Name">Name of the channel.</param>
/// <param name="TailBytesMax">How much of the end of the file is read at the start to know what was sent, in
/// bytes.</param>
/// <param name="IdsMax">How many sent ids are remembered; an older one would be written again.</param>
public sealed record FileChannelOptions(
    string Path, string Name = "file", int TailBytesMax = 1 << 20, int IdsMax = 10_000);

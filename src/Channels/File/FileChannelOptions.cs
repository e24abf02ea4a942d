namespace WhaleStack.Channels.File;

/// <summary>How messages are kept in a file.</summary>
/// <param name="Path">Absolute path of the file; its folder is made when the first message comes.</param>
/// <param name="Name">Name of the channel.</param>
/// <param name="TailBytesMax">How much of the end of the file is read at the start to know what was sent, in
/// bytes.</param>
/// <param name="IdsMax">How many sent ids are remembered; an older one would be written again.</param>
/// <param name="FileBytesMax">Size at which the file is renamed and begun anew, in bytes.</param>
/// <param name="FilesMax">How many files are kept, the one being written included; the oldest is deleted.</param>
public sealed record FileChannelOptions(
    string Path,
    string Name = "file",
    int TailBytesMax = 1 << 20,
    int IdsMax = 10_000,
    long FileBytesMax = 16L << 20,
    int FilesMax = 32);

namespace WhaleStack.Storage.Files;

/// <summary>What a data directory must offer.</summary>
/// <param name="FreeBytesMin">Free space below which a node does not start, in bytes; a full disk loses the
/// journal.</param>
public sealed record DataDirectoryOptions(long FreeBytesMin = 64L << 20);

namespace WhaleStack.Domain.Ports;

/// <summary>A recording of the frames of one or more connections, read from its beginning as often as wanted.</summary>
/// <remarks>Implementations are thread-safe; each reading is its own.</remarks>
public interface IFrameTape
{
    /// <summary>What it is, for messages: a file's name.</summary>
    string Name { get; }

    /// <summary>
    /// All frames in the order in which they were recorded. Those of one connection are in order of time unless the
    /// recorder's clock was put back.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no recording of its kind; names place and cause.</exception>
    IEnumerable<TapeFrame> Read();
}

/// <summary>One recorded frame.</summary>
/// <param name="Connection">The connection it came over, as the recorder names it.</param>
/// <param name="Frame">Its bytes, and when they were received.</param>
public readonly record struct TapeFrame(string Connection, RawFrame Frame);

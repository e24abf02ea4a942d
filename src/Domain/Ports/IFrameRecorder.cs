namespace WhaleStack.Domain.Ports;

/// <summary>Keeps every frame of the live connections as it came from the wire.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IFrameRecorder
{
    /// <summary>
    /// Takes one frame. Never waits and never throws: what cannot be taken is dropped, and the drop is counted.
    /// </summary>
    /// <param name="origin">Where it came from.</param>
    /// <param name="frame">The frame; its bytes must not change afterwards.</param>
    void Record(FrameOrigin origin, RawFrame frame);
}

/// <summary>The connection that a frame came over. Both names are parts of file names and of lines.</summary>
public sealed record FrameOrigin
{
    private const int NameCharsMax = 64;

    /// <summary>Makes one.</summary>
    /// <param name="venue">Name of the venue, such as <c>bybit</c>.</param>
    /// <param name="connection">Name of the connection, another one each time it is opened.</param>
    /// <exception cref="ArgumentException">
    /// A name is not 1 to 64 lower-case letters, digits, '_', '-' or (not in front) '.'.
    /// </exception>
    public FrameOrigin(string venue, string connection)
    {
        Venue = Checked(venue, nameof(venue));
        Connection = Checked(connection, nameof(connection));
    }

    /// <summary>Name of the venue.</summary>
    public string Venue { get; }

    /// <summary>Name of the connection.</summary>
    public string Connection { get; }

    private static string Checked(string name, string parameter) =>
        name is { Length: > 0 and <= NameCharsMax } && name[0] != '.' && name.All(IsAllowed)
            ? name
            : throw new ArgumentException(
                $"{parameter} is '{name}'; expected 1 to {NameCharsMax} lower-case letters, digits, '_', '-' or '.'.",
                parameter);

    private static bool IsAllowed(char c) =>
        char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.';
}

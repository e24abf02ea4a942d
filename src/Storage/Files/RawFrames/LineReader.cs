namespace WhaleStack.Storage.Files.RawFrames;

/// <summary>Reads lines of bytes, each up to a limit, from a stream. Not thread-safe.</summary>
/// <param name="stream">What is read.</param>
/// <param name="lineBytesMax">Longest line.</param>
/// <param name="takesOpenEnd">Whether a last line without an end is a line.</param>
internal sealed class LineReader(Stream stream, int lineBytesMax, bool takesOpenEnd = false)
{
    private const int StartBytes = 64 * 1024;
    private byte[] _bytes = new byte[StartBytes];
    private int _start;
    private int _end;

    /// <summary>Bytes of whole lines that were read, their ends included.</summary>
    public long Consumed { get; private set; }

    /// <summary>
    /// The next line without its end; valid until the next call. False at the end of the stream; a last line without an
    /// end is not a line, unless that was asked for.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is longer than the limit.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var at = _bytes.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = _bytes.AsSpan(_start, searched + at);
                _start += searched + at + 1;
                Consumed += searched + at + 1;
                return true;
            }

            searched = _end - _start;
            if (!Fill())
            {
                line = takesOpenEnd ? _bytes.AsSpan(_start, searched) : default;
                _start += line.Length;
                Consumed += line.Length;
                return line.Length > 0;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            if (_end >= lineBytesMax)
            {
                throw new InvalidDataException($"a line of more than {lineBytesMax} bytes: this is no recording.");
            }

            Array.Resize(ref _bytes, (int)Math.Min(_bytes.Length * 2L, lineBytesMax));
        }

        var read = stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        return read > 0;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Files.Tapes;
using WhaleStack.Venues.Binance;

namespace WhaleStack.Node.Replay;

/// <summary>Finds out what kind of recording a path is.</summary>
internal static class RecordingFiles
{
    private const int SniffedMax = 1_000;

    private static readonly (DateTimeOffset From, DateTimeOffset To) EverRecorded =
        (DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddDays(-2));

    /// <summary>The tapes at a path: one of a file, one a venue of what a node recorded.</summary>
    /// <exception cref="StartupException">It is no recording.</exception>
    public static ImmutableArray<IFrameTape> Open(string path)
    {
        if (Directory.Exists(path))
        {
            return OpenFolder(path);
        }

        return File.Exists(path)
            ? [OpenFile(path)]
            : throw new StartupException($"there is no recording '{path}'.");
    }

    private static ImmutableArray<IFrameTape> OpenFolder(string path)
    {
        var below = Path.Combine(path, "incoming", "ws_raw");
        var root = Directory.Exists(below) ? below : path;
        ImmutableArray<IFrameTape> tapes =
        [
            .. Directory.GetDirectories(root)
                .Where(HasDays)
                .Order(StringComparer.Ordinal)
                .Select(venue => new RecordedTape(root, Path.GetFileName(venue), EverRecorded.From, EverRecorded.To)),
        ];
        return tapes.IsEmpty
            ? throw new StartupException(
                $"'{path}' holds no recording of a node; expected folders <venue>/<day> in it or in incoming/ws_raw.")
            : tapes;
    }

    private static bool HasDays(string venue) => Directory.GetDirectories(venue).Any(day => DateOnly.TryParseExact(
        Path.GetFileName(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    private static IFrameTape OpenFile(string path) => FirstByteOf(path) switch
    {
        (byte)'{' => new CryptofeedTape(path),
        >= (byte)'0' and <= (byte)'9' => WithBook(new TimedLinesTape(path)),
        _ => throw new StartupException(
            $"'{path}' is neither a recording of cryptofeed nor lines of time and frame, in gzip."),
    };

    private static int FirstByteOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var text = new GZipStream(file, CompressionMode.Decompress);
            return text.ReadByte();
        }
        catch (Exception bad) when (bad is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StartupException($"'{path}' cannot be read as a recording in gzip: {bad.Message}", bad);
        }
    }

    // Binance's snapshot of a book does not say whose it is: it can be put in line where there is one instrument.
    private static IFrameTape WithBook(TimedLinesTape tape)
    {
        var reader = RecordedVenue.All.Single(venue => venue.Name == BinanceVenue.Name).Reader;
        try
        {
            var coins = tape.Read()
                .Take(SniffedMax)
                .SelectMany(frame => reader.Parse(frame.Frame).Items.Select(item => item.Coin))
                .ToHashSet<InstrumentId>();
            return coins.Count == 1 ? new BinanceBookTape(tape, coins.Single()) : tape;
        }
        catch (InvalidDataException)
        {
            return tape; // Whoever reads it to its end says what is wrong with it.
        }
    }
}

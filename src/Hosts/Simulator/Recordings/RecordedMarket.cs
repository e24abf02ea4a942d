using WhaleStack.Simulator.Markets;

namespace WhaleStack.Simulator.Recordings;

/// <summary>The recorded session and the recorded year.</summary>
/// <param name="Capture">The session.</param>
/// <param name="Year">The year.</param>
public sealed record RecordedMarket(Capture Capture, Year Year)
{
    /// <summary>Reads both.</summary>
    /// <param name="samples">Folder of the recordings.</param>
    /// <param name="days">How much of the end of the year is kept; null for all of it.</param>
    /// <exception cref="SimulatorException">A file is absent or corrupt; names file, line and cause.</exception>
    public static RecordedMarket Read(string samples, int? days)
    {
        var files = new SampleFiles(samples);
        var year = Year.Read(files);
        return new RecordedMarket(Capture.Read(files), days is { } last ? year.Last(last) : year);
    }

    /// <summary>The first moment of the session; without one, midnight of a day of no meaning.</summary>
    public static DateTimeOffset Started(RecordedMarket? market) =>
        market?.Capture.Tapes.Values.Min(tape => tape.Started)
        ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The session as the outside world of an exchange.</summary>
    public TapeMarket NewMarket(double speed, DateTimeOffset startedAt, MarketBoard board) => new(
        Capture.Tapes.GetValueOrDefault("linear") ?? Capture.Tapes.Values.First(),
        Capture.Instruments.GetValueOrDefault("linear", []),
        speed,
        startedAt,
        board);
}

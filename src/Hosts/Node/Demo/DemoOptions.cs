using WhaleStack.Storage.Databases;

namespace WhaleStack.Node.Demo;

/// <summary>What the user asked of the demo.</summary>
/// <param name="Headless">Plain lines, unthrottled.</param>
/// <param name="Speed">Pace of the tape as a multiple of the recorded one; 0 = as fast as it goes; null = the
/// default.</param>
/// <param name="Days">How much of the end of the year is traded; null for all of it.</param>
/// <param name="PaceSeconds">How long the year takes on a terminal, in seconds.</param>
/// <param name="Resume">Go on with what an earlier run left.</param>
/// <param name="SummaryFile">Where the summary goes as JSON; null for nowhere.</param>
/// <param name="DataFolder">Data folder; null for the default.</param>
/// <param name="Database">Which kind of database holds the journal.</param>
/// <param name="PictureFile">Where a picture of the screen goes; null for nowhere.</param>
/// <param name="Tape">What is followed behind the year.</param>
/// <param name="Port">Port of the simulator on loopback; 0 for any.</param>
public sealed record DemoOptions(
    bool Headless,
    double? Speed,
    int? Days,
    int PaceSeconds,
    bool Resume,
    string? SummaryFile,
    string? DataFolder,
    DatabaseKind Database,
    string? PictureFile,
    DemoTape Tape,
    int Port)
{
    /// <summary>Open time of the first candle that is traded.</summary>
    public DateTimeOffset From => Days is { } days
        ? DemoRecording.To - TimeSpan.FromDays(days)
        : DemoRecording.From;

    /// <summary>Steps of the past, end of history included.</summary>
    public int Steps => DemoRecording.StepsFrom(From);
}

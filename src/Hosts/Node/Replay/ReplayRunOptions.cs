using WhaleStack.Node.Startup;

namespace WhaleStack.Node.Replay;

/// <summary>What a user asks of a replay.</summary>
/// <param name="Recording">File or folder.</param>
/// <param name="Venue">Whose frames they are; null to find out.</param>
/// <param name="Speed">Multiples of the recorded pace; null for as fast as it goes.</param>
/// <param name="TradesOnPaper">Whether to warm up on the venue's past and trade.</param>
/// <param name="DataFolder">Data folder; null for the one of replays.</param>
/// <param name="SummaryFile">Where the summary goes as JSON; null for nowhere.</param>
internal sealed record ReplayRunOptions(
    string Recording,
    RecordedVenue? Venue,
    double? Speed,
    bool TradesOnPaper,
    string? DataFolder,
    string? SummaryFile)
{
    /// <summary>The data folder.</summary>
    public string FolderIn(HostPaths paths) => Path.GetFullPath(DataFolder ?? paths.ReplayData);
}

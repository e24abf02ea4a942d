using System.Collections.Immutable;
using WhaleStack.Actors.Feeds;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Files.Tapes;
using WhaleStack.Venues.Replay;

namespace WhaleStack.Node.Replay;

/// <summary>What is played of the recordings at a path.</summary>
/// <param name="Path">Where they are.</param>
/// <param name="Surveys">What they hold.</param>
/// <param name="Parts">What is played of it, a feed each.</param>
internal sealed record ReplayPlan(
    string Path, ImmutableArray<TapeSurvey> Surveys, ImmutableArray<ReplayPart> Parts)
{
    private const int BatchMax = 256;
    private const int CheckpointFrames = 100;
    private static readonly TimeSpan SilenceMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromDays(20);

    /// <summary>Receive time of the first frame.</summary>
    public DateTimeOffset First => Surveys.Min(survey => survey.First);

    /// <summary>Receive time of the last frame.</summary>
    public DateTimeOffset Last => Surveys.Max(survey => survey.Last);

    /// <summary>What the recordings do not hold though it was there.</summary>
    public TapeLosses Losses => Surveys
        .Select(survey => survey.Tape)
        .OfType<RecordedTape>()
        .Select(tape => tape.Losses)
        .Aggregate(new TapeLosses(0, 0), (all, one) => new TapeLosses(
            all.FramesDropped + one.FramesDropped, all.LinesDamaged + one.LinesDamaged));

    /// <summary>All instruments that are followed.</summary>
    public ImmutableArray<InstrumentId> Coins => [.. Parts.SelectMany(part => part.Coins).Distinct().Order()];

    /// <summary>Reads the recordings to their end and decides.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="venue">Whose frames they are; null to find out.</param>
    /// <exception cref="StartupException">They cannot be read, or hold nothing that is understood.</exception>
    public static ReplayPlan Of(string path, RecordedVenue? venue)
    {
        try
        {
            var surveys = RecordingFiles.Open(path).Select(tape => TapeSurvey.Of(tape, venue)).ToImmutableArray();
            var parts = surveys
                .SelectMany(survey => survey.Venues.Select(found => ReplayPart.Of(survey.Tape, found)))
                .Where(part => !part.Topics.IsEmpty)
                .ToImmutableArray();
            var twice = parts.GroupBy(part => part.Survey.Venue.Name).FirstOrDefault(same => same.Count() > 1);
            return twice is not null
                ? throw new StartupException($"'{path}' holds two recordings of {twice.Key}: name one of them.")
                : parts.IsEmpty
                ? throw new StartupException($"'{path}' holds no market data of a known venue: {Seen(surveys)}.")
                : new ReplayPlan(path, surveys, parts);
        }
        catch (Exception bad) when (bad is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StartupException($"'{path}' cannot be played: {bad.Message}", bad);
        }
    }

    /// <summary>The feeds, all of them on one clock.</summary>
    /// <param name="speed">Multiples of the recorded pace; null for as fast as it goes.</param>
    /// <param name="time">Clock of the pace.</param>
    public ImmutableArray<(ReplayPart Part, ReplayFeed Feed)> Feeds(double? speed, TimeProvider time) =>
        [.. Parts.Select(part => (part, part.Feed(speed, First, time)))];

    /// <summary>A feed with its limits; a pause of the recording is no silence.</summary>
    public FeedSetup SetupOf(ReplayPart part, ReplayFeed feed, double? speed)
    {
        var pause = Surveys.Max(survey => survey.PauseMax) / (speed ?? double.PositiveInfinity);
        var silence = (pause * 2) + SilenceMin;
        return new FeedSetup(
            feed, part.Coins, BatchMax, silence < SilenceMax ? silence : SilenceMax, CheckpointFrames);
    }

    private static string Seen(ImmutableArray<TapeSurvey> surveys) =>
        $"{surveys.Sum(survey => survey.Frames)} frames, "
        + string.Join("; ", surveys.SelectMany(s => s.Venues).SelectMany(v => v.Complaints).Append("none understood")
            .Take(3));
}

using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Replay;

namespace WhaleStack.Node.Replay;

/// <summary>What is played of a recording as one feed: the topics of one venue.</summary>
/// <param name="Tape">The recording.</param>
/// <param name="Survey">What it holds of the venue.</param>
/// <param name="Topics">The topics that are played.</param>
internal sealed record ReplayPart(IFrameTape Tape, VenueSurvey Survey, ImmutableArray<TopicSurvey> Topics)
{
    /// <summary>Its instruments.</summary>
    public ImmutableArray<InstrumentId> Coins => [.. Topics.Select(topic => topic.Coin).Distinct().Order()];

    /// <summary>Topics that are understood and not played, with their frames.</summary>
    public IEnumerable<TopicSurvey> LeftOut => Survey.Topics.Except(Topics);

    /// <summary>Chooses the topics.</summary>
    public static ReplayPart Of(IFrameTape tape, VenueSurvey survey) => new(tape, survey, survey.Chosen());

    /// <summary>The feed.</summary>
    public ReplayFeed Feed(double? speed, DateTimeOffset origin, TimeProvider time) => new(
        new ChosenTopics(Survey.Venue.Reader, Topics),
        Tape,
        new ReplayOptions { Speed = speed, Origin = origin, Connections = Survey.Connections.Contains },
        time);

    /// <summary>A venue's reader that asks for the topics of the recording.</summary>
    private sealed class ChosenTopics(IFrameReader reader, ImmutableArray<TopicSurvey> topics) : IFrameReader
    {
        public string Name => reader.Name;

        public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) =>
            [.. topics.Where(topic => coins.Contains(topic.Coin)).Select(topic => topic.Name)];

        public FeedFrame Parse(RawFrame frame) => reader.Parse(frame);
    }
}

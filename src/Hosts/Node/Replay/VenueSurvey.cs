using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;

namespace WhaleStack.Node.Replay;

/// <summary>What a recording holds of one venue, counted frame by frame. Mutable; one reader.</summary>
internal sealed class VenueSurvey(RecordedVenue venue)
{
    private const int ComplaintsMax = 5;

    // Garbage could invent instruments without end.
    private const int TopicsMax = 10_000;

    private readonly Dictionary<string, TopicSurvey> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<FrameKind, long> _kinds = [];
    private readonly HashSet<string> _complaints = new(StringComparer.Ordinal);

    /// <summary>Whose frames they are.</summary>
    public RecordedVenue Venue { get; } = venue;

    /// <summary>Its connections, as the recorder names them.</summary>
    public HashSet<string> Connections { get; } = new(StringComparer.Ordinal);

    /// <summary>Its topics.</summary>
    public IReadOnlyCollection<TopicSurvey> Topics => _topics.Values;

    /// <summary>What is wrong with frames, some of it.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Frames of a kind.</summary>
    public long Count(FrameKind kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Takes a frame.</summary>
    /// <exception cref="InvalidDataException">There are too many topics.</exception>
    public void Take(TapeFrame frame)
    {
        Connections.Add(frame.Connection);
        var read = Venue.Reader.Parse(frame.Frame);
        _kinds[read.Kind] = Count(read.Kind) + 1;
        if (read.Kind == FrameKind.Data)
        {
            Count(read);
        }
        else if (read.Kind is FrameKind.Malformed or FrameKind.Unknown && _complaints.Count < ComplaintsMax)
        {
            _complaints.Add($"{Venue.Name}: {$"{read.Topic} {read.Detail}".TrimStart()}");
        }
    }

    /// <summary>
    /// The topics that are played: of several books of a coin the deepest, of several series of candles the shortest.
    /// </summary>
    public ImmutableArray<TopicSurvey> Chosen() =>
    [
        .. _topics.Values
            .GroupBy(topic => topic.Coin)
            .SelectMany(coin => coin.Where(topic => !IsOutdone(topic, coin)))
            .OrderBy(topic => topic.Name, StringComparer.Ordinal),
    ];

    private static bool IsOutdone(TopicSurvey topic, IEnumerable<TopicSurvey> ofCoin) => ofCoin.Any(other =>
        other.BookLevels > topic.BookLevels || other.CandleInterval < topic.CandleInterval);

    private void Count(FeedFrame read)
    {
        var first = read.Items.IsEmpty ? null : read.Items[0];
        if (!_topics.TryGetValue(read.Topic, out var topic))
        {
            if (first is null)
            {
                return; // Whose topic it is, its first frame with anything in it says.
            }

            topic = _topics.Count < TopicsMax
                ? new TopicSurvey(read.Topic, first.Coin, Venue.BookLevelsOf(read.Topic), IntervalOf(first))
                : throw new InvalidDataException($"more than {TopicsMax} topics.");
        }

        _topics[read.Topic] = first is null
            ? topic with { Empty = topic.Empty + 1 }
            : topic with { Frames = topic.Frames + 1 };
    }

    private static TimeSpan? IntervalOf(IWithCoin item) => item switch
    {
        CoinCommands.ApplyCandle closed => closed.Candle.Interval,
        CoinCommands.ApplyFormingCandle forming => forming.Candle.Interval,
        _ => null,
    };
}

using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Units;

namespace WhaleStack.Venues.Bybit;

/// <summary>Reads Bybit's public frames of one category without a connection: those of a recording.</summary>
public sealed class BybitFrameReader : IFrameReader
{
    private readonly BybitCategory _category;
    private readonly BybitTopics _topics;
    private readonly BybitFrameParser _parser;

    /// <summary>Makes one.</summary>
    /// <param name="category">Whose frames they are.</param>
    /// <param name="topics">Which topics are asked for; every topic is understood.</param>
    public BybitFrameReader(BybitCategory category, BybitTopicOptions topics)
    {
        ArgumentNullException.ThrowIfNull(category);
        ArgumentNullException.ThrowIfNull(topics);
        _category = category;
        _topics = new BybitTopics(category, topics);
        _parser = new BybitFrameParser(_topics);
    }

    /// <inheritdoc/>
    public string Name => _category.FeedName;

    /// <inheritdoc/>
    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> coins) =>
        [.. _topics.WireNamesFor(coins).Select(_topics.Named)];

    /// <inheritdoc/>
    public FeedFrame Parse(RawFrame frame) => _parser.Parse(frame.Payload.Span);

    /// <inheritdoc/>
    public void Read(RawFrame frame, IFrameSink sink) => _parser.Read(frame.Payload.Span, sink);
}

using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Replay;

/// <summary>A topic of a recording.</summary>
/// <param name="Name">The topic, as in the summary.</param>
/// <param name="Coin">Whose it is.</param>
/// <param name="BookLevels">Levels of the book, where a coin can keep only one of several; null for other
/// topics.</param>
/// <param name="CandleInterval">Length of its candles; null for other topics.</param>
internal sealed record TopicSurvey(string Name, InstrumentId Coin, int? BookLevels, TimeSpan? CandleInterval)
{
    /// <summary>Data frames that hold anything.</summary>
    public long Frames { get; init; }

    /// <summary>Data frames that hold nothing: they are no messages to a coin.</summary>
    public long Empty { get; init; }
}

namespace WhaleStack.Simulator.Markets;

/// <summary>A candle; of one minute when kept, longer when put together.</summary>
/// <param name="Start">Open time.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="VolumeBase">Size traded.</param>
/// <param name="TurnoverQuote">Value traded.</param>
public sealed record MinuteCandle(
    DateTimeOffset Start,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal VolumeBase,
    decimal TurnoverQuote)
{
    /// <summary>With one trade more.</summary>
    public MinuteCandle With(decimal price, decimal size) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
        VolumeBase = VolumeBase + size,
        TurnoverQuote = TurnoverQuote + (price * size),
    };

    /// <summary>With the next one behind it.</summary>
    public MinuteCandle Joined(MinuteCandle next) => this with
    {
        High = Math.Max(High, next.High),
        Low = Math.Min(Low, next.Low),
        Close = next.Close,
        VolumeBase = VolumeBase + next.VolumeBase,
        TurnoverQuote = TurnoverQuote + next.TurnoverQuote,
    };
}

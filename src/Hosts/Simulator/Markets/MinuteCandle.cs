using WhaleStack.Messages.Units;

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
    /// <summary>How many trades; 0 where only sums are known.</summary>
    public long Trades { get; init; }

    /// <summary>Size that takers bought.</summary>
    public decimal TakerBuyBase { get; init; }

    /// <summary>Value that takers bought.</summary>
    public decimal TakerBuyQuote { get; init; }

    /// <summary>With one trade more.</summary>
    public MinuteCandle With(decimal price, decimal size, Side takerSide) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
        VolumeBase = VolumeBase + size,
        TurnoverQuote = TurnoverQuote + (price * size),
        Trades = Trades + 1,
        TakerBuyBase = TakerBuyBase + (takerSide == Side.Buy ? size : 0m),
        TakerBuyQuote = TakerBuyQuote + (takerSide == Side.Buy ? price * size : 0m),
    };

    /// <summary>With the next one behind it.</summary>
    public MinuteCandle Joined(MinuteCandle next) => this with
    {
        High = Math.Max(High, next.High),
        Low = Math.Min(Low, next.Low),
        Close = next.Close,
        VolumeBase = VolumeBase + next.VolumeBase,
        TurnoverQuote = TurnoverQuote + next.TurnoverQuote,
        Trades = Trades + next.Trades,
        TakerBuyBase = TakerBuyBase + next.TakerBuyBase,
        TakerBuyQuote = TakerBuyQuote + next.TakerBuyQuote,
    };
}

using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

namespace WhaleStack.Simulator.Markets;

/// <summary>What one order took at one price.</summary>
public sealed class TradeBundle
{
    /// <summary>Makes it of its first trade.</summary>
    public TradeBundle(
        long number, DateTimeOffset at, Side takerSide, decimal priceQuote, decimal sizeBase, long firstTrade)
    {
        Number = number;
        At = at;
        TakerSide = takerSide;
        PriceQuote = priceQuote;
        SizeBase = sizeBase;
        FirstTrade = firstTrade;
        LastTrade = firstTrade;
    }

    /// <summary>1, 2, 3 ... of its symbol.</summary>
    public long Number { get; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Who took.</summary>
    public Side TakerSide { get; }

    /// <summary>Price.</summary>
    public decimal PriceQuote { get; }

    /// <summary>Size of all its trades, in base.</summary>
    public decimal SizeBase { get; private set; }

    /// <summary>Number of its first trade.</summary>
    public long FirstTrade { get; }

    /// <summary>Number of its last trade.</summary>
    public long LastTrade { get; private set; }

    /// <summary>Takes the next trade in; while the desk still carries out the command of the first.</summary>
    public void Grow(decimal sizeBase)
    {
        SizeBase += sizeBase;
        LastTrade++;
    }
}

/// <summary>A liquidation with its place in the row.</summary>
/// <param name="Number">1, 2, 3 ... of its symbol.</param>
/// <param name="Event">What happened.</param>
public sealed record NumberedLiquidation(long Number, ExchangeEvents.Liquidated Event);

using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>
/// A candle walked tick by tick over a house book: while price falls the best bid is at it and the best ask a tick
/// above, while it rises the other way round. So an order that rests is reached when price goes a tick beyond it.
/// </summary>
internal sealed class CandlePath(Bourse bourse)
{
    public const decimal Tick = 0.01m;
    private const decimal Deep = 10_000m;
    private decimal _price;

    public void Open(decimal price)
    {
        Stand(price, isFalling: price < _price);
        _price = price;
    }

    /// <summary>Lets an order for Ann meet the open exactly.</summary>
    public void Meet(Side side, decimal price, Action place)
    {
        Stand(price, isFalling: side == Side.Sell);
        place();
        _price = price;
    }

    public void Walk(decimal price)
    {
        while (_price != price)
        {
            var isFalling = price < _price;
            _price += isFalling ? -Tick : Tick;
            Stand(_price, isFalling);
        }
    }

    /// <summary>To the extreme that hurts the side first, then to the other, then to the close.</summary>
    public void Through(Candle candle, Side side)
    {
        Walk(side == Side.Buy ? candle.LowQuote : candle.HighQuote);
        Walk(side == Side.Buy ? candle.HighQuote : candle.LowQuote);
        Walk(candle.CloseQuote);
    }

    private void Stand(decimal price, bool isFalling)
    {
        var (bid, ask) = isFalling ? (price, price + Tick) : (price - Tick, price);
        var (first, second) = isFalling ? (Side.Buy, Side.Sell) : (Side.Sell, Side.Buy);
        Replace(first, first == Side.Buy ? bid : ask);
        Replace(second, second == Side.Buy ? bid : ask);
        bourse.Last(price);
    }

    private void Replace(Side side, decimal price) => bourse.Do(new ExchangeCommands.ReplaceHouseBook(
        bourse.Now, Given.Sol, side, [new HouseLevel(price, Deep)]));
}

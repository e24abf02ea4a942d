using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Performance;

/// <summary>The yardstick: the same money, bought and held.</summary>
/// <remarks>
/// Formula: profit = sum over coins of (S / n) x (last / first - 1), where S = start, n = number of coins, first =
/// open of a coin's first candle, last = close of its last. Coins without a candle earn nothing. Unit: quote,
/// without fees.
/// Source: the usual benchmark. Cost: O(candles of a step). Not thread-safe; one owner feeds it every step.
/// </remarks>
public sealed class BuyAndHold
{
    private readonly decimal _startQuote;
    private readonly SortedDictionary<InstrumentId, (decimal FirstQuote, decimal LastQuote)?> _prices = [];

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">There is no coin, or the start is not positive.</exception>
    public BuyAndHold(decimal startQuote, IEnumerable<InstrumentId> coins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(startQuote);
        _startQuote = startQuote;
        foreach (var coin in coins)
        {
            _prices[coin] = null;
        }

        if (_prices.Count == 0)
        {
            throw new ArgumentException("coins is empty: nothing to hold.", nameof(coins));
        }
    }

    /// <summary>Profit of holding up to the last step seen.</summary>
    public decimal ProfitQuote => _prices.Values
        .Sum(price => price is var (first, last) ? _startQuote / _prices.Count * ((last / first) - 1m) : 0m);

    /// <summary>Takes the prices of a step.</summary>
    public void Observe(MarketStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        foreach (var (coin, candle) in step.Candles)
        {
            if (_prices.TryGetValue(coin, out var known))
            {
                _prices[coin] = (known?.FirstQuote ?? candle.OpenQuote, candle.CloseQuote);
            }
        }
    }
}

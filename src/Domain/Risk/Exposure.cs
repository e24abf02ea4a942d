using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Risk;

/// <summary>What an account holds, together with approved entries that it does not show yet. Quote amounts.</summary>
internal sealed class Exposure
{
    private readonly SortedDictionary<(string Trader, InstrumentId Coin), Holding> _holdings =
        new(HoldingOrder.Instance);

    public Exposure(RiskState state, AccountView account)
    {
        EquityQuote = account.EquityQuote;
        foreach (var position in account.Positions)
        {
            Add((position.Trader, position.Coin), position.SizeBase, position.MarkQuote);
        }

        foreach (var order in state.PendingEntries)
        {
            Add((order.Trader, order.Coin), SignedBase(order), order.LimitQuote ?? order.ReferenceQuote);
        }
    }

    public decimal EquityQuote { get; }

    /// <summary>Notional of the order's position if it were filled at the price.</summary>
    public decimal PositionQuoteWith(OpenOrder order, decimal priceQuote) =>
        Math.Abs(Held(order).SizeBase + SignedBase(order)) * priceQuote;

    /// <summary>Notional of all positions if the order were filled at the price.</summary>
    public decimal TotalQuoteWith(OpenOrder order, decimal priceQuote) =>
        _holdings.Values.Sum(holding => holding.NotionalQuote) - Held(order).NotionalQuote
        + PositionQuoteWith(order, priceQuote);

    /// <summary>How many positions there would be if the order were filled.</summary>
    public int PositionsWith(OpenOrder order)
    {
        var others = _holdings.Count(pair =>
            pair.Value.SizeBase != 0m && HoldingOrder.Instance.Compare(pair.Key, (order.Trader, order.Coin)) != 0);
        return others + (Held(order).SizeBase + SignedBase(order) == 0m ? 0 : 1);
    }

    private static decimal SignedBase(OpenOrder order) => order.Side.Sign() * order.SizeBase;

    private Holding Held(OpenOrder order) => _holdings.GetValueOrDefault((order.Trader, order.Coin));

    private void Add((string Trader, InstrumentId Coin) key, decimal signedBase, decimal priceQuote)
    {
        var held = _holdings.GetValueOrDefault(key);
        _holdings[key] = new Holding(held.SizeBase + signedBase, priceQuote);
    }

    private readonly record struct Holding(decimal SizeBase, decimal PriceQuote)
    {
        public decimal NotionalQuote => Math.Abs(SizeBase) * PriceQuote;
    }

    private sealed class HoldingOrder : IComparer<(string Trader, InstrumentId Coin)>
    {
        public static readonly HoldingOrder Instance = new();

        public int Compare((string Trader, InstrumentId Coin) x, (string Trader, InstrumentId Coin) y)
        {
            var byTrader = string.CompareOrdinal(x.Trader, y.Trader);
            return byTrader != 0 ? byTrader : x.Coin.CompareTo(y.Coin);
        }
    }
}

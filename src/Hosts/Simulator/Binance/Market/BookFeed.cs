using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;

namespace WhaleStack.Simulator.Binance.Market;

/// <summary>
/// The book of one symbol with an update id that grows by one for each level that changes: REST and all streams of the
/// symbol speak of the same ids. Used only by whoever has the turn at the desk.
/// </summary>
public sealed class BookFeed
{
    /// <summary>Levels of a side that are seen.</summary>
    public const int LevelsMax = 1_000;

    /// <summary>Changes that are remembered for the streams.</summary>
    public const int ChangesMax = 20_000;

    private readonly InstrumentId _instrument;
    private readonly Queue<(long Id, Side Side, decimal PriceQuote)> _changes = new();
    private Levels _bids = [];
    private Levels _asks = [];

    /// <summary>Makes it.</summary>
    public BookFeed(InstrumentId instrument) => _instrument = instrument;

    /// <summary>Id of the last change.</summary>
    public long UpdateId { get; private set; } = 1_000;

    /// <summary>When the last change was seen.</summary>
    public DateTimeOffset ChangedAt { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Id of the oldest change that is remembered; one above the last when there is none.</summary>
    public long OldestId => _changes.TryPeek(out var oldest) ? oldest.Id : UpdateId + 1;

    /// <summary>Levels of a side, best first.</summary>
    public IReadOnlyCollection<KeyValuePair<decimal, decimal>> Side(Side side) => Of(side);

    /// <summary>The best level of a side; all 0 when there is none.</summary>
    public (decimal PriceQuote, decimal SizeBase) Best(Side side)
    {
        var levels = Of(side);
        return levels.Count > 0 ? (levels.GetAt(0).Key, levels.GetAt(0).Value) : (0m, 0m);
    }

    /// <summary>Looks at the book as it is now.</summary>
    public void Sample(IExchange exchange, DateTimeOffset now)
    {
        var before = UpdateId;
        _bids = Seen(exchange, Messages.Units.Side.Buy, _bids);
        _asks = Seen(exchange, Messages.Units.Side.Sell, _asks);
        ChangedAt = UpdateId > before ? now : ChangedAt;
    }

    /// <summary>The levels of a side that changed after an id, as they are now; those that are gone have size
    /// 0.</summary>
    public IEnumerable<(decimal PriceQuote, decimal SizeBase)> ChangedSince(long id, Side side) => _changes
        .Where(change => change.Id > id && change.Side == side)
        .Select(change => change.PriceQuote).Distinct()
        .Select(price => (price, Of(side).GetValueOrDefault(price)));

    private Levels Of(Side side) => side == Messages.Units.Side.Buy ? _bids : _asks;

    private Levels Seen(IExchange exchange, Side side, Levels before)
    {
        var after = new Levels();
        foreach (var level in exchange.Depth(_instrument, side, LevelsMax))
        {
            after.Add(level.PriceQuote, level.SizeBase);
            if (before.GetValueOrDefault(level.PriceQuote) != level.SizeBase)
            {
                Note(side, level.PriceQuote);
            }
        }

        foreach (var level in before.Where(level => !after.ContainsKey(level.Key)))
        {
            Note(side, level.Key);
        }

        return after;
    }

    private void Note(Side side, decimal price)
    {
        _changes.Enqueue((++UpdateId, side, price));
        if (_changes.Count > ChangesMax)
        {
            _changes.Dequeue();
        }
    }

    /// <summary>Levels in the order of the book.</summary>
    private sealed class Levels : OrderedDictionary<decimal, decimal>;
}

using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Markets;

/// <summary>What everybody can see of all symbols. Thread-safe.</summary>
public sealed class MarketBoard : IDeskListener
{
    private const int FundingsMax = 1_000;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<InstrumentId, SymbolBoard> _symbols = [];

    /// <inheritdoc/>
    public void On(IReadOnlyList<ExchangeEvent> events, IExchange exchange, DateTimeOffset now)
    {
        lock (_gate)
        {
            SymbolBoard? taking = null;
            foreach (var happened in events)
            {
                if (happened is ExchangeEvents.TradePrinted trade)
                {
                    var board = Of(trade.Instrument);
                    board.Add(trade, isNewTaker: board != taking);
                    taking = board;
                }
                else if (happened is ExchangeEvents.Liquidated taken)
                {
                    Of(taken.Instrument).Add(taken);
                    taking = null;
                }
            }

            foreach (var board in _symbols.Values)
            {
                board.SetPrices(now, exchange.Prices(board.Instrument));
            }
        }
    }

    /// <summary>Asks or changes the board of a symbol, alone.</summary>
    public T With<T>(InstrumentId instrument, Func<SymbolBoard, T> use)
    {
        lock (_gate)
        {
            return use(Of(instrument));
        }
    }

    /// <summary>Notes a funding settlement.</summary>
    public void Settled(InstrumentId instrument, DateTimeOffset at, decimal rate) => With(instrument, board =>
    {
        board.Fundings.Add((at, rate));
        if (board.Fundings.Count > FundingsMax)
        {
            board.Fundings.RemoveAt(0);
        }

        return board;
    });

    private SymbolBoard Of(InstrumentId instrument)
    {
        if (!_symbols.TryGetValue(instrument, out var board))
        {
            _symbols[instrument] = board = new SymbolBoard(instrument);
        }

        return board;
    }
}

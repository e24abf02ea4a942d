using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;
using WhaleStack.Simulator.Recordings;

namespace WhaleStack.Simulator.Markets;

/// <summary>
/// The recorded market as the outside world of the exchange: its books are the house's, its trades take from them, its
/// tickers give mark and index price. At the end of the tape everything stands still.
/// </summary>
public sealed class TapeMarket : IMarket
{
    private readonly Tape _tape;
    private readonly MarketBoard _board;
    private readonly double _speed;
    private readonly IReadOnlyDictionary<InstrumentId, TradingTerms> _terms;
    private readonly DateTimeOffset _startedAt;
    private int _next;

    /// <summary>Makes it.</summary>
    /// <param name="tape">The tape of linear perpetuals.</param>
    /// <param name="instruments">Their rows of instruments-info.</param>
    /// <param name="speed">Multiple of the recorded pace; 0 = all at once.</param>
    /// <param name="startedAt">When, by the simulated clock, the tape began to run.</param>
    /// <param name="board">Has open interest and funding.</param>
    public TapeMarket(
        Tape tape, IEnumerable<JsonElement> instruments, double speed, DateTimeOffset startedAt, MarketBoard board)
    {
        _tape = tape;
        _board = board;
        _speed = speed;
        _startedAt = startedAt;
        var booked = tape.Frames.Where(frame => frame.Topic.StartsWith("orderbook.", StringComparison.Ordinal))
            .Select(frame => SymbolOf(frame.Topic)).ToHashSet(StringComparer.Ordinal);
        _terms = instruments.Where(row => booked.Contains(row.GetProperty("symbol").GetString()!))
            .Select(RecordedTerms.Read).ToDictionary(terms => terms.Instrument.Id);
        Instruments = _terms.Keys.ToHashSet();
    }

    /// <inheritdoc/>
    public IReadOnlySet<InstrumentId> Instruments { get; }

    /// <inheritdoc/>
    public void Open(DeskTurn turn)
    {
        foreach (var terms in _terms.Values)
        {
            turn.Execute(new ExchangeCommands.ListInstrument(turn.Now, terms));
        }

        Advance(turn);
    }

    /// <inheritdoc/>
    public void Advance(DeskTurn turn)
    {
        var played = _speed > 0 ? (turn.Now - _startedAt) * _speed : TimeSpan.MaxValue;
        while (_next < _tape.Frames.Count && _tape.Frames[_next].Offset <= played)
        {
            Play(turn, _tape.Frames[_next++]);
        }

        foreach (var instrument in Instruments)
        {
            Settle(turn, instrument);
        }
    }

    private void Play(DeskTurn turn, TapeFrame frame)
    {
        if (TradingDesk.InstrumentOf(SymbolOf(frame.Topic)) is not { } instrument || !_terms.ContainsKey(instrument))
        {
            return;
        }

        using var document = JsonDocument.Parse(frame.Payload);
        var data = document.RootElement.GetProperty("data");
        if (frame.Topic.StartsWith("orderbook.", StringComparison.Ordinal))
        {
            PlayBook(turn, instrument, data, document.RootElement.GetProperty("type").ValueEquals("snapshot"));
        }
        else if (frame.Topic.StartsWith("publicTrade.", StringComparison.Ordinal))
        {
            foreach (var trade in data.EnumerateArray())
            {
                PlayTrade(turn, instrument, trade);
            }
        }
        else if (frame.Topic.StartsWith("tickers.", StringComparison.Ordinal))
        {
            PlayTicker(turn, instrument, data);
        }
    }

    // What finds nothing to take at the exchange was traded in the recording all the same.
    private void PlayTrade(DeskTurn turn, InstrumentId instrument, JsonElement trade)
    {
        var side = trade.GetProperty("S").ValueEquals("Buy") ? Side.Buy : Side.Sell;
        var (price, size) = (Number(trade.GetProperty("p")), Number(trade.GetProperty("v")));
        var events = turn.Execute(new ExchangeCommands.PrintHouseTrade(turn.Now, instrument, side, price, size));
        var rest = size - events.OfType<ExchangeEvents.TradePrinted>().Sum(printed => printed.SizeBase);
        if (rest > 0m)
        {
            _board.With(instrument, board =>
            {
                board.Add(new ExchangeEvents.TradePrinted(turn.Now, instrument, 0, side, price, rest));
                return board;
            });
        }
    }

    private static void PlayBook(DeskTurn turn, InstrumentId instrument, JsonElement data, bool isSnapshot)
    {
        var (bids, asks) = (Levels(data.GetProperty("b")), Levels(data.GetProperty("a")));
        if (isSnapshot)
        {
            // Emptied first: the new bids may lie above the old asks.
            turn.Execute(new ExchangeCommands.ReplaceHouseBook(turn.Now, instrument, Side.Sell, []));
            turn.Execute(new ExchangeCommands.ReplaceHouseBook(turn.Now, instrument, Side.Buy, bids));
            turn.Execute(new ExchangeCommands.ReplaceHouseBook(turn.Now, instrument, Side.Sell, asks));
        }
        else
        {
            turn.Execute(new ExchangeCommands.UpdateHouseBook(turn.Now, instrument, bids, asks));
        }
    }

    private void PlayTicker(DeskTurn turn, InstrumentId instrument, JsonElement data)
    {
        turn.Execute(new ExchangeCommands.UpdatePrices(
            turn.Now, instrument, Field(data, "markPrice"), Field(data, "indexPrice"), Field(data, "lastPrice")));
        _board.With(instrument, board =>
        {
            board.FundingRate = Field(data, "fundingRate") ?? board.FundingRate;
            if (Field(data, "nextFundingTime") is { } at)
            {
                board.NextFundingAt = DateTimeOffset.FromUnixTimeMilliseconds((long)at);
            }

            if (Field(data, "openInterest") is { } interest)
            {
                board.SetInterest(turn.Now, interest);
            }

            return board;
        });
    }

    private void Settle(DeskTurn turn, InstrumentId instrument)
    {
        var (due, rate) = _board.With(instrument, board => (board.NextFundingAt, board.FundingRate));
        if (due > DateTimeOffset.UnixEpoch && turn.Now >= due)
        {
            turn.Execute(new ExchangeCommands.SettleFunding(turn.Now, instrument, rate));
            _board.Settled(instrument, due, rate);
            _board.With(
                instrument, board => board.NextFundingAt = due + _terms[instrument].Instrument.FundingInterval);
        }
    }

    private static ImmutableArray<HouseLevel> Levels(JsonElement levels) =>
        [.. levels.EnumerateArray().Select(level => new HouseLevel(Number(level[0]), Number(level[1])))];

    private static decimal? Field(JsonElement data, string name) =>
        data.TryGetProperty(name, out var field) && field.GetString() is { Length: > 0 } ? Number(field) : null;

    private static decimal Number(JsonElement text) =>
        decimal.Parse(text.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string SymbolOf(string topic) => topic[(topic.LastIndexOf('.') + 1)..];
}

using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Portfolio;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Paper;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Paper;

/// <summary>One step at the paper exchange.</summary>
/// <remarks>
/// The rules, for a candle with open o, high h, low l, close c; tick = the instrument's price step:
/// 1. A market order decided at or before the candle's open fills at o, worse by the slippage, at the open's time.
/// 2. A stop fills at o when o lies beyond it (a gap), else at the stop when the candle touches it; worse by the
/// slippage.
/// 3. A target fills at its price when the candle trades through it by a tick and its stop was not touched.
/// 4. A limit order fills at its price when the candle trades through it by a tick; a stop attached to it can be hit
/// by the    same candle, a target cannot, since nobody knows which price came first.
/// 5. Funding pays -position x mark x rate after the fills of the step.
/// Reducing orders are cut to the position and never turn it round; market orders and stops pay the taker's fee,
/// limits and targets the maker's. What happens inside a candle becomes known at its close and carries that time.
/// </remarks>
internal sealed class PaperSession
{
    private readonly PaperOptions _options;
    private readonly IReadOnlyDictionary<InstrumentId, Instrument> _instruments;
    private readonly Watermark _watermark;
    private readonly ImmutableArray<object>.Builder _events = ImmutableArray.CreateBuilder<object>();
    private PaperState _state;

    public PaperSession(
        PaperState state,
        PaperOptions options,
        IReadOnlyDictionary<InstrumentId, Instrument> instruments,
        Watermark watermark)
    {
        _state = state;
        _options = options;
        _instruments = instruments;
        _watermark = watermark;
    }

    public ImmutableArray<object> Events => _events.ToImmutable();

    /// <summary>At the end of history nothing is opened any more.</summary>
    public void CancelEntries()
    {
        foreach (var pending in _state.Pending.Values.Where(pending => !pending.Order.ReduceOnly))
        {
            Cancel(pending.Order, "End of history: nothing is opened.");
        }
    }

    public void Trade(InstrumentId coin, Candle candle)
    {
        var tickQuote = TickOf(coin);
        foreach (var pending in Waiting(coin, candle, OrderKind.Market))
        {
            FillMarket(pending.Order, candle, tickQuote);
        }

        foreach (var bracket in _state.Brackets.Values.Where(bracket => bracket.Key.Coin == coin))
        {
            _ = TryStop(bracket, candle, tickQuote) || TryTarget(bracket, candle, tickQuote);
        }

        foreach (var pending in Waiting(coin, candle, OrderKind.Limit))
        {
            FillLimit(pending, candle, tickQuote);
        }
    }

    public void Settle(
        InstrumentFunding funding, ImmutableSortedDictionary<InstrumentId, decimal> lastPricesQuote)
    {
        foreach (var (key, positionBase) in _state.Positions.Where(pair => pair.Key.Coin == funding.Coin))
        {
            var amountQuote = -positionBase * lastPricesQuote[funding.Coin] * funding.Funding.RateFraction;
            Emit(new PaperEvents.Funded(
                new FundingPayment(
                    _state.LastReport + 1,
                    key.Trader,
                    key.Coin,
                    positionBase,
                    funding.Funding.RateFraction,
                    amountQuote,
                    funding.Funding.Time),
                _watermark));
        }
    }

    private IEnumerable<PaperOrder> Waiting(InstrumentId coin, Candle candle, OrderKind kind) =>
        _state.Pending.Values.Where(pending =>
            pending.Order.Coin == coin
            && pending.Order.Kind == kind
            && pending.Order.DecidedAt.Time <= candle.OpenTime);

    private void FillMarket(OpenOrder order, Candle candle, decimal tickQuote)
    {
        var priceQuote = Slipped(candle.OpenQuote, order.Side, tickQuote);
        FillOrder(order, new Terms(priceQuote, _options.TakerFeeFraction, candle.OpenTime));
    }

    private void FillLimit(PaperOrder pending, Candle candle, decimal tickQuote)
    {
        var order = pending.Order;
        var limitQuote = order.LimitQuote!.Value;
        if (!IsTradedThrough(limitQuote, order.Side, candle, tickQuote))
        {
            return;
        }

        FillOrder(order, new Terms(limitQuote, _options.MakerFeeFraction, candle.CloseTime));
        if (_state.Brackets.TryGetValue(pending.Sequence, out var bracket) && IsStopTouched(bracket, candle))
        {
            // Filled inside the candle, so the open, even beyond the stop, was before the entry.
            var priceQuote = Slipped(bracket.StopQuote!.Value, bracket.EntrySide.Opposite(), tickQuote);
            Protect(bracket, FillTrigger.Stop, new Terms(priceQuote, _options.TakerFeeFraction, candle.CloseTime));
        }
    }

    private void FillOrder(OpenOrder order, Terms terms)
    {
        var sizeBase = order.SizeBase;
        if (order.ReduceOnly)
        {
            var positionBase = _state.PositionBase(order.Trader, order.Coin);
            sizeBase = Math.Sign(positionBase) == order.Side.Opposite().Sign()
                ? Math.Min(sizeBase, Math.Abs(positionBase))
                : 0m;
        }

        if (sizeBase == 0m)
        {
            Cancel(order, "Nothing is left to reduce.");
            return;
        }

        var key = new PositionKey(order.Trader, order.Coin);
        Execute(order.ClientOrderId, key, order.Side, FillTrigger.Order, sizeBase, terms);
    }

    private bool TryStop(PaperBracket bracket, Candle candle, decimal tickQuote)
    {
        if (!IsStopTouched(bracket, candle))
        {
            return false;
        }

        var stopQuote = bracket.StopQuote!.Value;
        var isGap = bracket.EntrySide.Sign() * (candle.OpenQuote - stopQuote) <= 0m;
        var priceQuote = Slipped(isGap ? candle.OpenQuote : stopQuote, bracket.EntrySide.Opposite(), tickQuote);
        var time = isGap ? candle.OpenTime : candle.CloseTime;
        Protect(bracket, FillTrigger.Stop, new Terms(priceQuote, _options.TakerFeeFraction, time));
        return true;
    }

    private bool TryTarget(PaperBracket bracket, Candle candle, decimal tickQuote)
    {
        if (bracket.TargetQuote is not { } targetQuote
            || !IsTradedThrough(targetQuote, bracket.EntrySide.Opposite(), candle, tickQuote))
        {
            return false;
        }

        Protect(bracket, FillTrigger.Target, new Terms(targetQuote, _options.MakerFeeFraction, candle.CloseTime));
        return true;
    }

    private void Protect(PaperBracket bracket, FillTrigger trigger, Terms terms)
    {
        var positionBase = Math.Abs(_state.Positions.GetValueOrDefault(bracket.Key));
        if (positionBase == 0m)
        {
            return; // An earlier bracket of this candle has closed the position.
        }

        var sizeBase = Math.Min(bracket.SizeBase, positionBase);
        Execute(bracket.ClientOrderId, bracket.Key, bracket.EntrySide.Opposite(), trigger, sizeBase, terms);
    }

    private void Execute(
        string clientOrderId, PositionKey key, Side side, FillTrigger trigger, decimal sizeBase, Terms terms)
    {
        var sequence = _state.LastReport + 1;
        Emit(new PaperEvents.Executed(
            new Fill(
                sequence,
                string.Create(CultureInfo.InvariantCulture, $"paper-x{sequence}"),
                clientOrderId,
                key.Trader,
                key.Coin,
                side,
                terms.PriceQuote,
                sizeBase,
                terms.PriceQuote * sizeBase * terms.FeeFraction,
                trigger,
                terms.Time),
            _watermark));
    }

    private static bool IsStopTouched(PaperBracket bracket, Candle candle) =>
        bracket.StopQuote is { } stopQuote
        && (bracket.EntrySide == Side.Buy ? candle.LowQuote <= stopQuote : candle.HighQuote >= stopQuote);

    /// <summary>Whether a resting order of this side and price is certain to have been reached by everyone before
    /// it.</summary>
    private static bool IsTradedThrough(decimal limitQuote, Side side, Candle candle, decimal tickQuote) =>
        side == Side.Buy ? candle.LowQuote <= limitQuote - tickQuote : candle.HighQuote >= limitQuote + tickQuote;

    /// <summary>The price made worse by the slippage and rounded to the next worse tick, at least one tick.</summary>
    private decimal Slipped(decimal priceQuote, Side side, decimal tickQuote) => side == Side.Buy
        ? VenueSteps.Up(priceQuote * (1m + _options.SlippageFraction), tickQuote)
        : Math.Max(tickQuote, VenueSteps.Down(priceQuote * (1m - _options.SlippageFraction), tickQuote));

    private decimal TickOf(InstrumentId coin) =>
        _instruments.TryGetValue(coin, out var instrument) ? instrument.TickQuote : 0.00000001m;

    private void Cancel(OpenOrder order, string reason) =>
        Emit(new PaperEvents.OrderCancelled(order.ClientOrderId, reason, _watermark.Time));

    private void Emit(object happened)
    {
        _events.Add(happened);
        _state = _state.Apply(happened);
    }

    private readonly record struct Terms(decimal PriceQuote, decimal FeeFraction, DateTimeOffset Time);
}

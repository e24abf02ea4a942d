using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>How risky a coin's own behaviour is, by its decision candles. Bounded by its windows. Not thread-safe: one
/// coin owns it.</summary>
internal sealed class CoinRisk
{
    private readonly QuantileFilterOptions _filters;
    private readonly WickTracker _wicks;
    private readonly RollingTailRisk _tail;
    private readonly QuantileSketch _returns;
    private double? _lastClose;
    private double? _rank;

    public CoinRisk(WickOptions wicks, RiskScoreOptions risk, QuantileFilterOptions filters)
    {
        _filters = filters;
        _wicks = new WickTracker(wicks, risk.Wick);
        _tail = new RollingTailRisk(risk.Tail);
        _returns = new QuantileSketch(filters.Buffer);
    }

    /// <summary>What it amounts to.</summary>
    public RiskFacts Facts
    {
        get
        {
            var (wicks, tail) = (_wicks.View(), _tail.Value);
            return new RiskFacts(
                wicks?.RiskFraction,
                tail?.ValueAtRisk,
                tail?.ExpectedShortfall,
                _rank,
                _rank >= _filters.RareFraction);
        }
    }

    /// <summary>A decision candle has closed.</summary>
    public void Close(Candle candle)
    {
        var close = (double)candle.CloseQuote;
        _wicks.Add(
            candle.CloseTime, (double)candle.OpenQuote, (double)candle.HighQuote, (double)candle.LowQuote, close);
        _rank = null;
        if (_lastClose is { } last)
        {
            var change = (close / last) - 1.0;
            var size = Math.Abs(change);
            _rank = _returns.Count >= _filters.ValuesMin ? _returns.RankOf(size) / (double)_returns.Count : null;
            _returns.Add(size);
            _tail.Add(change);
        }

        _lastClose = close;
    }

    /// <summary>A hole in the candles: windows begin anew, what was ever seen stays known.</summary>
    public void Clear()
    {
        _wicks.Clear();
        _tail.Clear();
        (_lastClose, _rank) = (null, null);
    }
}

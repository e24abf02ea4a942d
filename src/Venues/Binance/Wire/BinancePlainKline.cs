using WhaleStack.Messages.Market;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>The data of kline as the plain reader reads it; see <see cref="BinanceFrameData"/>.</summary>
/// <param name="topic">The stream.</param>
internal struct BinancePlainKline(BinanceTopic topic) : IPlainFields
{
    private readonly BinanceTopic _topic = topic;
    private BinancePlainData _data;
    private Row _row;

    /// <summary>The venue's time of the frame.</summary>
    public readonly DateTimeOffset Time => _data.Time;

    /// <summary>Whether everything was there.</summary>
    public readonly bool IsComplete => _row.IsComplete && _data.HasTime;

    /// <summary>Whether the candle is closed; else it is forming.</summary>
    public readonly bool IsClosed => _row.IsClosed;

    /// <summary>The candle.</summary>
    public readonly Candle ToCandle() => _row.ToCandle();

    /// <inheritdoc/>
    public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
    {
        if (name.Length != 1 || name[0] != 'k')
        {
            return _data.TryField(ref json, name);
        }

        _row = new Row(_topic);
        return json.TryObject(ref _row);
    }

    private struct Row(BinanceTopic topic) : IPlainFields
    {
        private const int SeenAll = 0b1_1111_1111;
        private readonly BinanceTopic _topic = topic;
        private DateTimeOffset? _openTime;
        private decimal _open;
        private decimal _high;
        private decimal _low;
        private decimal _close;
        private decimal _volume;
        private decimal _turnover;
        private bool _isClosed;
        private int _seen; // One bit a field that must be there.

        public readonly bool IsComplete => _seen == SeenAll;

        public readonly bool IsClosed => _isClosed;

        public readonly Candle ToCandle() => new(
            _openTime.GetValueOrDefault(), _topic.Interval, _open, _high, _low, _close, _volume, _turnover);

        public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
        {
            switch (name.Length == 1 ? name[0] : (byte)0)
            {
                case (byte)'s':
                    _seen |= 1;
                    return BinancePlainData.TrySymbol(ref json, _topic);
                case (byte)'t':
                    _seen |= 2;
                    return json.TryTime(out _openTime);
                case (byte)'x':
                    _seen |= 4;
                    return json.TryBool(out _isClosed);
                case (byte)'o': return TryNumber(ref json, ref _open, 8);
                case (byte)'h': return TryNumber(ref json, ref _high, 16);
                case (byte)'l': return TryNumber(ref json, ref _low, 32);
                case (byte)'c': return TryNumber(ref json, ref _close, 64);
                case (byte)'v': return TryNumber(ref json, ref _volume, 128);
                case (byte)'q': return TryNumber(ref json, ref _turnover, 256);
                default: return name.Length <= 2 && json.TrySkip();
            }
        }

        private bool TryNumber(scoped ref PlainJson json, ref decimal value, int bit)
        {
            _seen |= bit;
            return json.TryDecimal(out value);
        }
    }
}

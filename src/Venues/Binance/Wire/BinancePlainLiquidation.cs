using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>The data of forceOrder as the plain reader reads it; see <see cref="BinanceFrameData"/>.</summary>
/// <param name="topic">The stream.</param>
internal struct BinancePlainLiquidation(BinanceTopic topic) : IPlainFields
{
    private readonly BinanceTopic _topic = topic;
    private BinancePlainData _data;
    private Order _order;

    /// <summary>The venue's time of the frame.</summary>
    public readonly DateTimeOffset Time => _data.Time;

    /// <summary>Whether everything was there.</summary>
    public readonly bool IsComplete => _order.IsComplete && _data.HasTime;

    /// <summary>What was closed by force.</summary>
    public readonly LiquidationPrint ToPrint() => _order.ToPrint();

    /// <inheritdoc/>
    public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
    {
        if (name.Length != 1 || name[0] != 'o')
        {
            return _data.TryField(ref json, name);
        }

        _order = new Order(_topic);
        return json.TryObject(ref _order);
    }

    private struct Order(BinanceTopic topic) : IPlainFields
    {
        private const int SeenAll = 0b1_1111;
        private readonly BinanceTopic _topic = topic;
        private DateTimeOffset? _time;
        private Side _position;
        private decimal _price;
        private decimal _size;
        private int _seen; // One bit a field that must be there.

        public readonly bool IsComplete => _seen == SeenAll;

        public readonly LiquidationPrint ToPrint() => new(_time.GetValueOrDefault(), _position, _price, _size);

        public bool TryField(scoped ref PlainJson json, scoped ReadOnlySpan<byte> name)
        {
            switch (name.Length == 1 ? name[0] : (byte)0)
            {
                case (byte)'s':
                    _seen |= 1;
                    return BinancePlainData.TrySymbol(ref json, _topic);
                case (byte)'S':
                    _seen |= 2;
                    return json.TryText(out var side) && TrySide(side);
                case (byte)'p':
                    _seen |= 4;
                    return json.TryDecimal(out _price);
                case (byte)'z':
                    _seen |= 8;
                    return json.TryDecimal(out _size);
                case (byte)'T':
                    _seen |= 16;
                    return json.TryTime(out _time);
                default:
                    return name.Length <= 2 && json.TrySkip();
            }
        }

        // The order's side: a sale closes a long.
        private bool TrySide(scoped ReadOnlySpan<byte> text)
        {
            _position = text.SequenceEqual("SELL"u8) ? Side.Buy : Side.Sell;
            return _position == Side.Buy || text.SequenceEqual("BUY"u8);
        }
    }
}

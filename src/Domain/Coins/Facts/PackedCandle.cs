using WhaleStack.Messages.Market;

namespace WhaleStack.Domain.Coins.Facts;

/// <summary>A candle of a length that its owner knows, in half the room: each number as whole digits and decimal
/// places. Nothing is rounded: what does not fit 64 bits is kept as it is.</summary>
internal readonly struct PackedCandle
{
    private readonly Candle? _whole;
    private readonly long _openTicks;
    private readonly ulong _open;
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly ulong _close;
    private readonly ulong _volume;
    private readonly ulong _turnover;
    private readonly Places _places;

    public PackedCandle(Candle candle)
    {
        _openTicks = candle.OpenTime.UtcTicks;
        var fits = MarketLimits.TryDigits(candle.OpenQuote, out _open, out var open)
            & MarketLimits.TryDigits(candle.HighQuote, out _high, out var high)
            & MarketLimits.TryDigits(candle.LowQuote, out _low, out var low)
            & MarketLimits.TryDigits(candle.CloseQuote, out _close, out var close)
            & MarketLimits.TryDigits(candle.VolumeBase, out _volume, out var volume)
            & MarketLimits.TryDigits(candle.TurnoverQuote, out _turnover, out var turnover);
        _places = new Places((byte)open, (byte)high, (byte)low, (byte)close, (byte)volume, (byte)turnover);
        _whole = fits ? null : candle;
    }

    /// <summary>The candle.</summary>
    /// <param name="interval">Its length.</param>
    public Candle Unpack(TimeSpan interval) => _whole ?? new Candle(
        new DateTimeOffset(_openTicks, TimeSpan.Zero),
        interval,
        Number(_open, _places.Open),
        Number(_high, _places.High),
        Number(_low, _places.Low),
        Number(_close, _places.Close),
        Number(_volume, _places.Volume),
        Number(_turnover, _places.Turnover));

    private static decimal Number(ulong digits, byte places) =>
        new((int)(uint)digits, (int)(uint)(digits >> 32), 0, isNegative: false, places);

    private readonly record struct Places(byte Open, byte High, byte Low, byte Close, byte Volume, byte Turnover);
}

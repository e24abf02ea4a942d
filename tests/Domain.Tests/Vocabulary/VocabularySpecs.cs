using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Vocabulary;

/// <summary>Units and watermarks.</summary>
public sealed class VocabularySpecs
{
    [Theory]
    [InlineData("bybit:BTCUSDT", "bybit", "BTCUSDT")]
    [InlineData("bybit-spot:BTC-USDT_1.5", "bybit-spot", "BTC-USDT_1.5")]
    public void An_instrument_is_read_as_it_is_written(string text, string venue, string symbol)
    {
        var id = InstrumentId.Parse(text);
        Assert.Equal((venue, symbol, text), (id.Venue, id.Symbol, id.ToString()));
        Assert.Equal(new InstrumentId(venue, symbol), id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("BTCUSDT")]
    [InlineData(":BTCUSDT")]
    [InlineData("bybit:")]
    [InlineData("Bybit:BTCUSDT")]
    [InlineData("bybit:BTC USDT")]
    [InlineData("bybit:BTC:USDT")]
    public void What_is_no_instrument_is_refused(string? text)
    {
        Assert.False(InstrumentId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => InstrumentId.Parse(text!));
    }

    [Fact]
    public void Instruments_are_ordered_by_venue_then_symbol_ordinally()
    {
        InstrumentId[] ids = [new("bybit", "a"), new("bybit-spot", "A"), new("bybit", "Z"), new("binance", "Z")];
        Assert.Equal(["binance:Z", "bybit:Z", "bybit:a", "bybit-spot:A"], ids.Order().Select(id => id.ToString()));
        Assert.True(ids[2] < ids[0] && ids[0] > ids[2] && ids[0] >= ids[0] && ids[0] <= ids[0]);
    }

    [Fact]
    public void A_watermark_is_ordered_by_time_then_phase()
    {
        Assert.True(Given.At(1) < Given.At(2, StepPhase.History));
        Assert.True(Given.At(1) < Given.At(1, StepPhase.Flatten));
        Assert.True(Given.At(1, StepPhase.Flatten) < Given.At(1.5));
        Assert.True(Given.At(1) <= Given.At(1) && Given.At(1) >= Given.At(1) && !(Given.At(1) > Given.At(1)));
        Assert.Equal("2026-01-01T01:00:00Z/Flatten", Given.At(1, StepPhase.Flatten).ToString());
        Assert.True(Given.At(1).CompareTo(null) > 0);
    }

    [Fact]
    public void Sides_have_a_sign_and_an_opposite()
    {
        Assert.Equal((1, -1), (Side.Buy.Sign(), Side.Sell.Sign()));
        Assert.Equal((Side.Sell, Side.Buy), (Side.Buy.Opposite(), Side.Sell.Opposite()));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Side).Sign());
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Side).Opposite());
    }

    [Fact]
    public void A_later_ticker_is_laid_over_an_earlier_one_and_a_snapshot_replaces_it()
    {
        var first = new Ticker(Given.Start, IsSnapshot: true, LastPriceQuote: 1m, MarkPriceQuote: 2m, BidQuote: 3m);
        var merged = first.MergedWith(new Ticker(Given.Start.AddSeconds(1), IsSnapshot: false, LastPriceQuote: 9m));
        Assert.Equal(
            new Ticker(Given.Start.AddSeconds(
                1), IsSnapshot: true, LastPriceQuote: 9m, MarkPriceQuote: 2m, BidQuote: 3m), merged);
        var snapshot = new Ticker(Given.Start, IsSnapshot: true, AskQuote: 4m);
        Assert.Equal(snapshot, merged.MergedWith(snapshot));
    }

    [Fact]
    public void A_candle_closes_an_interval_after_it_opens() =>
        Assert.Equal(Given.Start.AddHours(1), Given.Candle(0, 1, 1, 1, 1).CloseTime);
}

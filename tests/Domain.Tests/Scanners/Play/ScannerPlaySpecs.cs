using System.Collections.Immutable;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Play;
using WhaleStack.Domain.Scanners.Volume;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Tests.Scanners.Play;

/// <summary>History through scanners: what they say, when, and that nothing of it knows the future.</summary>
public sealed class ScannerPlaySpecs
{
    private const int Hours = 400;
    private static readonly VolumeSpikeScanner Spikes = new(new VolumeSpikeOptions(Views.Terms, ZMin: 5, RatioMin: 5));

    [Fact]
    public void A_spike_is_marked_at_the_end_of_its_bar_and_nowhere_else()
    {
        var marks = ScannerPlay.Of([Series("bybit", 300)], [], [Spikes], Given.CoinOptions);
        var mark = Assert.Single(marks);
        Assert.Equal(new SignalMark("a_scanner", "spike", "BTC", Given.Start.AddHours(301), 0), mark);
    }

    [Fact]
    public void Finer_bars_speak_at_the_end_of_decision_candles_too()
    {
        var fine = Series("bybit", 300);
        var quarter = TimeSpan.FromMinutes(15);
        var bars = fine.Bars.SelectMany(bar => Enumerable.Range(0, 4).Select(part => bar with
        {
            CloseTime = bar.CloseTime - (quarter * (3 - part)), VolumeBase = bar.VolumeBase / 4,
            TurnoverQuote = bar.TurnoverQuote / 4,
        }));
        var marks = ScannerPlay.Of(
            [fine with { Interval = quarter, Bars = [.. bars] }], [], [Spikes], Given.CoinOptions);
        Assert.Equal(Given.Start.AddHours(301), Assert.Single(marks).Time);
    }

    [Fact]
    public void Other_venues_are_shown_to_those_who_compare_them_and_to_nobody_else()
    {
        var alone = new Counting(comparesVenues: false);
        var comparing = new Counting(comparesVenues: true);
        var marks = ScannerPlay.Of(
            [Series("bybit", 300)],
            [Series("binance", 200), Series("okx", 100) with { Coin = "ETH" }],
            [alone, comparing, Spikes],
            Given.CoinOptions);
        Assert.Equal((1, 2), (alone.ViewsMax, comparing.ViewsMax)); // ETH was not chosen at all.
        Assert.Single(marks);
    }

    [Fact]
    public void What_would_not_be_said_without_the_future_is_caught()
    {
        MarketSeries[] chosen = [Series("bybit", 200, 300)];
        var honest = ScannerPlay.Of(chosen, [], [Spikes], Given.CoinOptions);
        Assert.Equal(2, honest.Count);
        var clean = ScannerPlay.Check(honest, chosen, [], [Spikes], Given.CoinOptions, seed: 1);
        Assert.True(clean is { IsClean: true, Compared: > 0 }, clean.FirstDifference);
        // Said with the whole history, and not said again without its end.
        var peeked = honest.Select(mark => mark with { Label = "peeked" }).ToList();
        var caught = ScannerPlay.Check(peeked, chosen, [], [Spikes], Given.CoinOptions, seed: 1);
        Assert.Contains("signal 1 of the scanners differs", caught.FirstDifference, StringComparison.Ordinal);
        Assert.Equal(0, ScannerPlay.Check([], chosen, [], [Spikes], Given.CoinOptions, seed: 1).Compared);
    }

    private static MarketSeries Series(string venue, params int[] spikes) => new(
        venue,
        "BTC",
        Given.Hour,
        [.. Enumerable.Range(0, Hours).Select(i =>
        {
            var price = 100.0 + Math.Sin(i / 5.0);
            var volume = spikes.Contains(i) ? 200.0 : 10.0 + (i % 3);
            return new MarketBar(Given.Start.AddHours(i + 1), price, price + 1, price - 1, price, volume,
                volume * price, double.NaN, double.NaN, double.NaN, double.NaN);
        })],
        [],
        []);

    /// <summary>Counts what it is shown, and never says a word.</summary>
    private sealed class Counting(bool comparesVenues) : IScanner
    {
        public string Agent => "counting";

        public string SignalType => "count";

        public bool ComparesVenues => comparesVenues;

        public int ViewsMax { get; private set; }

        public ImmutableArray<SignalEvents.SignalRaised> Decide(
            ScannerState state, Watermark watermark, IReadOnlyList<CoinEvents.CoinUpdated> coins)
        {
            ViewsMax = Math.Max(ViewsMax, coins.Count);
            Assert.All(coins, coin => Assert.Equal("BTCUSDT", coin.Coin.Symbol));
            return [];
        }
    }
}

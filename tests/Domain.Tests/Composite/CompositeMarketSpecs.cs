using System.Collections.Immutable;
using WhaleStack.Domain.Composite;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Composite;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Composite;

/// <summary>One instrument at three venues, one of which counts in thousands.</summary>
public sealed class CompositeMarketSpecs
{
    private static readonly InstrumentId Id = InstrumentId.Parse("composite:PEPEUSDT");
    private static readonly InstrumentId One = InstrumentId.Parse("binance:PEPEUSDT");
    private static readonly InstrumentId Two = InstrumentId.Parse("bybit:1000PEPEUSDT");
    private static readonly InstrumentId Three = InstrumentId.Parse("okx:PEPEUSDT");

    private static readonly CompositeOptions Options = CompositeOptions.Of(
        Id, new CompositeLeg(One), new CompositeLeg(Two, 1_000m), new CompositeLeg(Three));

    private readonly CompositeMarket _market = new(Options);

    [Fact]
    public void Best_prices_and_open_interest_are_those_of_all_venues_in_the_units_of_the_composite()
    {
        _market.Apply(At(0, One, bid: 0.9m, ask: 1.2m, interest: 5_000m));
        _market.Apply(At(1, Two, bid: 1_000m, ask: 1_300m, interest: 7m));
        var view = _market.View;
        Assert.Equal((1.0m, 1.2m, false), (view.BidQuote, view.AskQuote, view.IsCrossed));
        Assert.Equal(12_000m, view.OpenInterestBase);
        Assert.Equal([LegCondition.Live, LegCondition.Live, LegCondition.Unheard], view.Legs.Select(l => l.Condition));
        Assert.Equal(Given.Start.AddSeconds(1), view.Time);
        Assert.Equal((1.15m, 7_000m), (view.Legs[1].MidQuote, view.Legs[1].OpenInterestBase));
    }

    [Fact]
    public void Weights_that_are_given_hold_among_the_venues_that_are_live()
    {
        // By hand: (3 x 10 + 1 x 14) / 4 = 11, and without the silent third one, whose 6 would count.
        var market = new CompositeMarket(CompositeOptions.Of(
            Id, new CompositeLeg(One, 1m, 3m), new CompositeLeg(Two, 1m, 1m), new CompositeLeg(Three, 1m, 6m)));
        market.Apply(At(0, One, bid: 9m, ask: 11m));
        market.Apply(At(0, Two, bid: 13m, ask: 15m));
        Assert.Equal(11m, market.View.MidQuote);
        Assert.Equal([0.75, 0.25, 0.0], market.View.Legs.Select(leg => leg.WeightFraction));
    }

    [Fact]
    public void One_venue_that_bids_above_what_another_asks_is_seen()
    {
        _market.Apply(At(0, One, bid: 1.0m, ask: 1.1m));
        _market.Apply(At(0, Three, bid: 1.2m, ask: 1.3m));
        Assert.True(_market.View.IsCrossed);
    }

    [Fact]
    public void Trades_and_forced_closes_are_told_in_the_units_of_the_composite_under_the_name_of_their_venue()
    {
        var outcome = _market.Apply(At(0, Two, bid: 1_000m, ask: 1_100m) with
        {
            Trades = [new Trade(Given.Start, TradeId.Parse("77"), Side.Sell, 1_050m, 2m)],
            Liquidations = [new LiquidationPrint(Given.Start, Side.Buy, 900m, 3m)],
        });
        Assert.All(outcome.Items, item => Assert.Equal(Id, item.Coin));
        Assert.Equal(
            new Trade(Given.Start, TradeId.Parse("bybit/77"), Side.Sell, 1.05m, 2_000m),
            outcome.Items.OfType<CoinCommands.ApplyTrades>().Single().Trades.Single());
        Assert.Equal(
            new LiquidationPrint(Given.Start, Side.Buy, 0.9m, 3_000m),
            outcome.Items.OfType<CoinCommands.ApplyLiquidations>().Single().Prints.Single());
        var ticker = outcome.Items.OfType<CoinCommands.ApplyTicker>().Single().Ticker;
        Assert.Equal((1.0m, 1.1m, 1.05m), (ticker.BidQuote, ticker.AskQuote, ticker.MarkPriceQuote));
    }

    [Fact]
    public void Venues_weigh_by_their_turnover_which_fades()
    {
        _market.Apply(Traded(0, One, sizeBase: 300m));
        _market.Apply(Traded(0, Three, sizeBase: 100m));
        Assert.Equal([0.75, 0.0, 0.25], _market.View.Legs.Select(leg => leg.WeightFraction));

        // One hour, the half-life, later the first 400 count 200.
        Assert.Equal(2, _market.Pass(Given.Start.AddHours(1)).Length);
        _market.Apply(Traded(3_600, One, sizeBase: 0m));
        _market.Apply(Traded(3_600, Three, sizeBase: 200m));
        Assert.Equal(
            [150.0 / 400, 0.0, 250.0 / 400], _market.View.Legs.Select(leg => Math.Round(leg.WeightFraction, 12)));
    }

    [Fact]
    public void The_mid_price_is_the_mean_by_weight()
    {
        _market.Apply(Traded(0, One, sizeBase: 300m) with { BidQuote = 0.9m, AskQuote = 1.1m });
        _market.Apply(Traded(0, Three, sizeBase: 100m) with { BidQuote = 1.9m, AskQuote = 2.1m });
        Assert.Equal(1.25m, _market.View.MidQuote);
    }

    [Fact]
    public void A_venue_that_falls_silent_is_told_once_and_left_out_and_the_others_go_on()
    {
        _market.Apply(At(0, One, bid: 1.5m, ask: 1.6m, interest: 10m));
        _market.Apply(At(1, Three, bid: 1.0m, ask: 1.1m, interest: 1m));
        var outcome = _market.Apply(At(16, Three, bid: 1.0m, ask: 1.1m, interest: 2m));
        Assert.Equal(
            new CompositeEvents.LegSilent(Id, One, Given.Start, Given.Start.AddSeconds(16)),
            Assert.Single(outcome.Events));
        Assert.Empty(_market.Apply(At(17, Three, bid: 1.0m, ask: 1.1m, interest: 2m)).Events);
        var view = _market.View;
        Assert.Equal((1.0m, 1.1m, 1.05m), (view.BidQuote, view.AskQuote, view.MidQuote));
        Assert.Equal(12m, view.OpenInterestBase); // Held: a venue's silence is no closing of positions.
        Assert.Equal([0.0, 0.0, 1.0], view.Legs.Select(leg => leg.WeightFraction));

        outcome = _market.Apply(At(20, One, bid: 1.5m, ask: 1.6m));
        Assert.Equal(
            new CompositeEvents.LegBack(Id, One, Given.Start, Given.Start.AddSeconds(20)),
            Assert.Single(outcome.Events));
        Assert.Equal(1.5m, _market.View.BidQuote);
    }

    [Fact]
    public void When_all_fall_silent_nothing_is_said_about_the_price()
    {
        _market.Apply(At(0, One, bid: 1.5m, ask: 1.6m));
        Assert.Single(_market.Pass(Given.Start.AddMinutes(1)));
        var view = _market.View;
        Assert.Equal((null, null, null, false), (view.BidQuote, view.AskQuote, view.MidQuote, view.IsCrossed));
    }

    [Fact]
    public void A_late_fact_of_a_silent_venue_does_not_bring_it_back()
    {
        _market.Apply(At(0, One, bid: 1.5m, ask: 1.6m));
        _market.Apply(At(60, Three, bid: 1.0m, ask: 1.1m));
        Assert.Empty(_market.Apply(At(10, One, bid: 1.5m, ask: 1.6m)).Events);
        Assert.Equal(LegCondition.Silent, _market.View.Legs[0].Condition);
    }

    [Fact]
    public void Who_leads_is_told_in_time_against_the_first_venue()
    {
        var random = new Random(11);
        var prices = new List<decimal> { 1.0m };
        for (var i = 1; i < 8_000; i++)
        {
            prices.Add(prices[^1] * (1m + ((decimal)(random.NextDouble() - 0.5) / 1_000m)));
        }

        for (var i = 5; i < prices.Count; i++)
        {
            var seconds = i / 10.0;
            _market.Apply(At(seconds, One, bid: prices[i] * 0.999m, ask: prices[i] * 1.001m));
            _market.Apply(At(seconds, Three, bid: prices[i - 4] * 0.998m, ask: prices[i - 4] * 1.002m));
        }

        var legs = _market.View.Legs;
        Assert.Null(legs[0].Lag);
        Assert.Null(legs[1].Lag);
        Assert.Equal(TimeSpan.FromMilliseconds(400), legs[2].Lag);
        Assert.InRange(legs[2].LagCorrelation!.Value, 0.99, 1.0);
    }

    [Fact]
    public void A_hole_in_time_does_not_become_a_return()
    {
        for (var i = 0; i < 7_000; i++)
        {
            var price = i % 2 == 0 ? 1.0m : 1.001m;
            _market.Apply(At(i / 10.0, One, bid: price, ask: price));
            _market.Apply(At(i / 10.0, Three, bid: price, ask: price));
        }

        var before = _market.View.Legs[2];
        _market.Apply(At(86_400, One, bid: 3.0m, ask: 3.0m));
        _market.Apply(At(86_400, Three, bid: 9.0m, ask: 9.0m));
        var after = _market.View.Legs[2];
        Assert.Equal(TimeSpan.Zero, before.Lag);
        Assert.Equal((before.Lag, before.LagCorrelation), (after.Lag, after.LagCorrelation));
    }

    [Fact]
    public void An_instrument_of_no_venue_of_its_own_is_refused() =>
        Assert.Throws<ArgumentException>(() => _market.Apply(At(0, Given.Btc, bid: 1m, ask: 2m)));

    [Fact]
    public void Options_that_make_no_sense_are_refused_with_all_their_mistakes()
    {
        var wrong = Options with
        {
            Legs = [new CompositeLeg(One), new CompositeLeg(One, 0m), new CompositeLeg(Id)],
            SilenceMax = TimeSpan.Zero,
            LagHalfLife = TimeSpan.FromMilliseconds(1),
        };
        var error = Assert.Throws<ArgumentException>(() => new CompositeMarket(wrong));
        foreach (var key in (string[])["legs is", "legs.units", "silence_max", "lag_half_life", $"{Id}"])
        {
            Assert.Contains(key, error.Message, StringComparison.Ordinal);
        }
    }

    private static LegObservation At(
        double seconds, InstrumentId leg, decimal bid, decimal ask, decimal? interest = null) => new(
        leg, Given.Start.AddMilliseconds(Math.Round(seconds * 1_000)), [], [], bid, 1m, ask, 1m, interest);

    private static LegObservation Traded(double seconds, InstrumentId leg, decimal sizeBase) =>
        At(seconds, leg, 1m, 1m) with
        {
            Trades = sizeBase == 0m
                ? ImmutableArray<Trade>.Empty
                : [new Trade(Given.Start.AddSeconds(seconds), TradeId.Parse("1"), Side.Buy, 1m, sizeBase)],
        };
}

using System.Collections.Immutable;
using WhaleStack.Actors.Coins;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Heatmaps;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.CoinGlass;

namespace WhaleStack.Actors.Tests.Actors;

/// <summary>CoinGlass's documented answers, from a server on loopback, become clusters of coins.</summary>
public sealed class VendorHeatmapsActorSpecs : ActorKit
{
    private const string Refusal = """{"code":"401","msg":"Upgrade plan"}""";

    /// <summary>As documented: times in seconds, numbers and texts mixed, cells of candle, level, value.</summary>
    private const string Heatmap = """
        {"code":"0","msg":"success","data":{
         "y_axis":[59000.0,60050.0,"61100.5"],
         "liquidation_leverage_data":[[1,0,2288867.26],[0,2,"310220.5"],[1,2,4000000]],
         "price_candlesticks":[[1760000000,"60100","60130","60090","60123.5","740000.1"],
          [1760000300,60123.5,60200,60100,60150,"120300"]]}}
        """;

    private static readonly InstrumentId Eth = InstrumentId.Parse("binance:ETHUSDT");

    [Fact]
    public void Every_model_of_every_coin_is_told_to_it_as_levels()
    {
        using var vendor = new LoopbackVendor(_ => Heatmap);
        using var data = Client(vendor.Address);
        Start(data, [1, 2, 3]);
        var told = Enumerable.Range(0, 6).Select(_ => Coins.ExpectMsg<CoinCommands.ApplyBatch>()).ToList();
        Assert.Equal([Given.Btc, Given.Btc, Given.Btc, Eth, Eth, Eth], told.Select(batch => batch.Coin));
        Assert.Equal(
            ["coinglass1", "coinglass2", "coinglass3"],
            told.Take(3).Select(batch => ((CoinCommands.ApplyLevels)batch.Items[0]).Levels.Model));
        Assert.Equal(
            (
                "/api/futures/liquidation/heatmap/model2?exchange=Binance&symbol=ETHUSDT&range=3d",
                "KEYTEST"),
            vendor.Seen.ElementAt(4));

        var coin = new Coin(Given.Btc, Given.Options.Coin);
        var time = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000 - (1_760_000_000 % 3_600));
        coin.Apply(new CoinCommands.ApplyCandle(
            Given.Btc, Make.Candle(0, 60_150m) with { OpenTime = time - TimeSpan.FromHours(1) }));
        Assert.Null(coin.Apply(told[0].Items[0]).Refusal);
        var model = Assert.Single(coin.View.Models);
        Assert.Equal(("coinglass1", "CoinGlass"), (model.Model, model.InflowSource));
        Assert.Equal(
            [(Side.Sell, 4_000_000.0), (Side.Buy, 2_288_867.26)],
            model.Clusters.Select(cluster => (cluster.PositionSide, cluster.MassQuote)));
    }

    [Fact]
    public void A_plan_without_heatmaps_is_said_once_a_model_and_not_asked_again()
    {
        using var vendor = new LoopbackVendor(address => address.AbsolutePath.EndsWith('3') ? Heatmap : Refusal);
        using var data = Client(vendor.Address);
        EventFilter.Warning(contains: "Upgrade plan It is not asked for again").Expect(1, () =>
        {
            Start(data, [1, 3], every: TimeSpan.FromMilliseconds(50));
            // Three rounds: the refused model is in the first only, and of the first coin only.
            var told = Enumerable.Range(0, 6).Select(_ => Coins.ExpectMsg<CoinCommands.ApplyBatch>()).ToList();
            Assert.All(told, batch => Assert.Equal("coinglass3", Levels(batch).Model));
        });
        Assert.Single(vendor.Seen, seen => seen.Asked.Contains("model1", StringComparison.Ordinal));
        Assert.DoesNotContain(vendor.Seen, seen => seen.Asked.Contains("KEYTEST", StringComparison.Ordinal));
    }

    [Fact]
    public void What_may_help_later_is_asked_for_in_the_next_round()
    {
        var answers = 0;
        using var vendor = new LoopbackVendor(_ =>
            Interlocked.Increment(ref answers) == 1 ? """{"code":"500","msg":"Server Error"}""" : Heatmap);
        using var data = Client(vendor.Address);
        Start(data, [2], every: TimeSpan.FromMilliseconds(50));
        Assert.Equal(Eth, Coins.ExpectMsg<CoinCommands.ApplyBatch>().Coin);
        Assert.Equal(Given.Btc, Coins.ExpectMsg<CoinCommands.ApplyBatch>().Coin);
    }

    [Fact]
    public void An_empty_heatmap_tells_nothing_and_a_strange_answer_ends_nothing()
    {
        var empty = Heatmap.Replace(
            "[[1,0,2288867.26],[0,2,\"310220.5\"],[1,2,4000000]]", "[]", StringComparison.Ordinal);
        using var vendor = new LoopbackVendor(address => address.Query.Contains("BTC", StringComparison.Ordinal)
            ? address.AbsolutePath.EndsWith('1') ? empty : "<html>"
            : Heatmap);
        using var data = Client(vendor.Address);
        Start(data, [1, 2]);
        Assert.Equal(Eth, Coins.ExpectMsg<CoinCommands.ApplyBatch>().Coin);
    }

    private static ModelLevels Levels(CoinCommands.ApplyBatch batch) =>
        ((CoinCommands.ApplyLevels)batch.Items[0]).Levels;

    private static CoinGlassData Client(Uri server)
    {
        Uri At(string path) => new(server, $"/api/futures/{path}");
        return new CoinGlassData(
            new CoinGlassOptions
            {
                ApiKey = "KEYTEST",
                LiquidationHistory = At("liquidation/history"),
                HeatmapModel1 = At("liquidation/heatmap/model1"),
                HeatmapModel2 = At("liquidation/heatmap/model2"),
                HeatmapModel3 = At("liquidation/heatmap/model3"),
                OpenInterest = At("open-interest/history"),
                Volume = At("v2/taker-buy-sell-volume/history"),
                Funding = At("funding-rate/history"),
                RequestsPerMinuteMax = 10_000,
                AttemptsMax = 1,
                BackoffMin = TimeSpan.FromMilliseconds(1),
                BackoffMax = TimeSpan.FromMilliseconds(2),
            },
            TimeProvider.System);
    }

    private void Start(CoinGlassData data, ImmutableArray<int> models, TimeSpan? every = null) =>
        ActorOf(VendorHeatmapsActor.PropsFor(
            new VendorHeatmapsSetup(
                data,
                CoinGlassExchanges.Source,
                new VendorHeatmapOptions(models, TimeSpan.FromDays(3), every ?? TimeSpan.FromHours(1), 30),
                [new VendorCoin(Given.Btc, "Bybit"), new VendorCoin(Eth, CoinGlassExchanges.NameOf("binance")!)]),
            Coins));
}

using WhaleStack.Storage.Configuration;

namespace WhaleStack.Storage.Tests.Configuration;

public sealed class WhaleConfigSpecs : IDisposable
{
    private readonly ConfigFolder _folder = new();

    [Fact]
    public void Every_file_lands_in_its_record()
    {
        var config = WhaleConfig.Load(_folder.Path);
        Assert.Equal(TimeSpan.FromDays(365), config.Platform.HistoryWindow);
        Assert.Equal(0.00055m, config.Platform.Paper.TakerFeeFraction);
        Assert.Equal(10_000m, config.Capital.StartQuote);
        Assert.Equal(0.25m, config.Risk.DrawdownHaltFraction);
        Assert.Equal([10.0, 25.0], config.Coins.Heatmap.Tiers.Select(tier => (double)tier.Leverage));
        Assert.Equal(TimeSpan.FromDays(1), config.WhaleTarget.CoolDown);
        Assert.Equal("whale_target", Assert.Single(config.Traders).Trader);
        Assert.Equal(3, config.Logging.FilesMax);
        Assert.Equal("any", config.HeatmapModels.Find("any")!.Name);
        Assert.Null(config.HeatmapModels.Find("other"));
        Assert.Equal(
            ["all_openings", "high_leverage", "time_weighted"],
            config.HeatmapModels.OfCoins.Select(model => model.Name));
        Assert.Empty(config.Coins.Models); // Only a running node's coins hold them.
        Assert.Equal(3, config.HeatmapModels.Tracker.MissedMax);
        Assert.Equal((100, 3), (config.Wicks.WindowCandles, config.StopTargets.TargetsMax));
        var feed = config.MarketData.Feeds["bybit"];
        Assert.Equal((50, TimeSpan.FromMinutes(5), false), (feed.BookLevels, feed.CandleInterval, feed.Liquidations));
        Assert.Equal((TimeSpan.FromSeconds(10), null), (feed.Silence.Book, feed.Silence.Trades));
        Assert.Equal("binance:BTCUSDT", Assert.Single(config.MarketData.CoinglassLiquidations).ToString());
        Assert.Equal(1000, config.MarketData.Tables.QueueRowsMax);
        var heatmaps = config.MarketData.CoinglassHeatmaps;
        Assert.Equal((2, TimeSpan.FromDays(1)), (Assert.Single(heatmaps.Models), heatmaps.Range));
        Assert.Equal((TimeSpan.FromMinutes(10), 80), (heatmaps.Every, heatmaps.RequestsPerMinuteMax));
        var composite = Assert.Single(config.Composites.Composites);
        Assert.Equal(("composite:BTCUSDT", TimeSpan.FromSeconds(20)), ($"{composite.Id}", composite.SilenceMax));
        Assert.Equal([(1m, 3m), (1000m, 1m)], composite.Legs.Select(leg => (leg.Units, leg.Weight!.Value)));
        Assert.Equal((500, TimeSpan.FromSeconds(5)), (config.Redis.SignalsWaitingMax, config.Redis.RetryAfterMax));
    }

    [Fact]
    public void The_shipped_files_have_no_mistake()
    {
        var config = WhaleConfig.Load(Repository.File("config"));
        Assert.Equal(10_000m, config.Capital.StartQuote);
        Assert.Contains(config.Platform.InstrumentIds(), coin => coin.ToString() == "bybit:BTCUSDT");
        Assert.NotEmpty(config.Traders);
    }

    [Theory]
    [InlineData("models: [2]", "models: [2, 2]", "coinglass_heatmaps.models")]
    [InlineData("models: [2]", "models: [4]", "coinglass_heatmaps.models")]
    [InlineData("range: 24h", "range: 25h", "coinglass_heatmaps.range")]
    [InlineData("every: 10m", "every: 10s", "coinglass_heatmaps.every")]
    public void Heatmaps_of_the_vendor_are_those_that_it_has(string good, string bad, string key)
    {
        _folder.Replace("market_data.yaml", good, bad);
        Assert.Contains(key, Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scanner_of_a_model_that_no_coin_holds_is_a_mistake()
    {
        _folder.Replace(
            "quant_math/heatmap_models.yaml",
            "coin_models: [all_openings, high_leverage, time_weighted]",
            "coin_models: [time_weighted]");
        _folder.Replace("scanners/heatmap_model1.yaml", "model: all_openings", "model: coinglass2");
        var error = Fails();
        Assert.Contains("'high_leverage' of heatmap_model2_scanner is a model that no coin holds", error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("coinglass2", error.Message, StringComparison.Ordinal);
        _folder.Replace("quant_math/heatmap_models.yaml", "[time_weighted]", "[time_weighted, wrong]");
        Assert.Contains("coin_models", Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_of_all_files_are_named_at_once()
    {
        _folder.Delete("risk_management.yaml");
        _folder.Replace("platform.yaml", "0.0002", "0.02%");
        _folder.Replace("quant_math/cluster_formulas.yaml", "leverage: 25", "leverage: 2500");
        _folder.Replace("bots/whale_target.yaml", "strategy: whale_target", "strategy: moonshot");
        _folder.Write("scanners/liquidations.yaml", "x: 1");
        var error = Fails();
        Assert.Contains("risk_management.yaml: cannot be read", error.Message, StringComparison.Ordinal);
        Assert.Contains("platform.yaml:5: paper.maker_fee_fraction: '0.02%'", error.Message, StringComparison.Ordinal);
        Assert.Contains("cluster_formulas.yaml:13: heatmap.tiers[1].leverage", error.Message, StringComparison.Ordinal);
        Assert.Contains("whale_target.yaml:2: strategy", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "liquidations.yaml: no part of this version reads this file. Did you mean scanners/liquidation.yaml?",
                error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_about_feeds_have_their_lines()
    {
        _folder.Replace("market_data.yaml", "book_levels: 50", "book_levels: 0");
        _folder.Replace("market_data.yaml", "candle_interval: 5m", "candle_interval: 10s");
        _folder.Replace("market_data.yaml", "book: 10s", "book: 0s");
        _folder.Replace("market_data.yaml", "queue_rows_max: 1000", "queue_rows_max: 1");
        var mistakes = Fails().Mistakes.Select(m => (m.Line, m.Problem.Split(' ')[0]));
        Assert.Equal(
            [
                (4, "feeds.bybit.book_levels"), (6, "feeds.bybit.candle_interval"), (8, "feeds.bybit.silence.book"),
                (12, "tables.queue_rows_max"),
            ],
            mistakes);
    }

    [Fact]
    public void A_feed_without_topics_and_a_venue_without_a_name_are_mistakes()
    {
        _folder.Write("market_data.yaml", """
            feeds:
              By Bit:
                tickers: false
                book_levels: null
                trades: false
                candle_interval: null
                liquidations: false
                silence: { tickers: null, book: null, trades: null, candles: null, liquidations: null }
            coinglass_liquidations: [binance:BTCUSDT, binance:BTCUSDT]
            coinglass_heatmaps: { models: [], range: 24h, every: 10m, requests_per_minute_max: 80 }
            tables: { queue_rows_max: 1000, batch_rows_max: 100, flush_interval: 1s }
            """);
        var message = Fails().Message;
        Assert.Contains("feeds is 'By Bit'; expected 1 to 64 lower-case letters", message, StringComparison.Ordinal);
        Assert.Contains("coinglass_liquidations is binance:BTCUSDT, binance:BTCUSDT", message);
        Assert.Contains("feeds.By Bit.tickers is false, as are all topics", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_host_knows_to_be_wrong_is_named_with_the_rest()
    {
        _folder.Replace("bots/whale_target.yaml", "account: main", "account: other");
        var error = Assert.Throws<ConfigException>(() => WhaleConfig.Load(
            _folder.Path, config => config.MarketData.Feeds.Keys.Select(v => ("market_data.yaml", $"feeds.{v}: no"))));
        Assert.Equal(2, error.Mistakes.Length);
        Assert.Contains("market_data.yaml: feeds.bybit: no", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_about_composites_are_named_at_once()
    {
        _folder.Replace("composites.yaml", "id: composite:BTCUSDT", "id: bybit:BTCUSDT");
        _folder.Replace("composites.yaml", ", weight: 1,", ",");
        _folder.Replace("composites.yaml", "silence_max: 20s", "silence_max: 2h");
        var message = Fails().Message;
        Assert.Contains("composites.yaml:6: composites[0].silence_max is 02:00:00", message, StringComparison.Ordinal);
        Assert.Contains("legs.weight is 3, none; expected one for each leg", message, StringComparison.Ordinal);
        Assert.Contains("expected instruments other than the composite itself", message, StringComparison.Ordinal);
        Assert.Contains("expected an id of venue composite", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leg_that_is_not_followed_or_is_in_two_composites_is_a_mistake()
    {
        _folder.Replace("composites.yaml", "bybit:ETHUSDT", "bybit:SOLUSDT");
        Assert.Contains("'bybit:SOLUSDT' is a leg and is not followed", Fails().Message, StringComparison.Ordinal);
        _folder.Replace("composites.yaml", "bybit:SOLUSDT", "bybit:ETHUSDT");
        var text = File.ReadAllText(Path.Combine(_folder.Path, "composites.yaml"));
        var entry = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        _folder.Write("composites.yaml", $"{text}\n{entry}");
        Assert.Contains("twice composite:BTCUSDT", Fails().Message, StringComparison.Ordinal);
        Assert.Contains("with bybit:ETHUSDT as a leg twice", Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_bot_file_is_a_trader_in_the_order_of_names()
    {
        _folder.Write(
            "bots/another.yaml",
            ConfigFolder.Bot.Replace("trader: whale_target", "trader: another", StringComparison.Ordinal));
        Assert.Equal(
            ["another", "whale_target"], WhaleConfig.Load(_folder.Path).Traders.Select(trader => trader.Trader));
    }

    [Fact]
    public void Two_traders_of_one_name_or_a_foreign_account_are_mistakes()
    {
        _folder.Write(
            "bots/twin.yaml",
            ConfigFolder.Bot.Replace("account: main", "account: other", StringComparison.Ordinal));
        Assert.Equal(["account", "trader"], Fails().Mistakes.Select(mistake => mistake.Key));
    }

    [Fact]
    public void No_bots_is_a_mistake()
    {
        _folder.Delete("bots/whale_target.yaml");
        Assert.Contains("holds 0 bots", Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_folder_is_a_mistake()
    {
        var error = Assert.Throws<ConfigException>(() => WhaleConfig.Load(Path.Combine(_folder.Path, "no")));
        Assert.Contains("there is no such folder", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ConfigException Fails() => Assert.Throws<ConfigException>(() => WhaleConfig.Load(_folder.Path));
}

using WhaleStack.Hosts.Tests.Support;
using WhaleStack.Node.Startup;
using WhaleStack.Storage.Configuration;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Hosts.Tests;

/// <summary>What configuration asks of venues, held to what they have.</summary>
public sealed class HostConfigSpecs : IDisposable
{
    private const string MarketData = "config/market_data.yaml";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_choices_are_those_of_the_adapter()
    {
        var config = HostConfig.Load(new HostPaths(new OwnRoot(_folder["root"]).Path));
        var bare = new BybitOptions
        {
            RestEndpoint = new Uri("http://127.0.0.1:1"), WebSocketPublic = new Uri("ws://127.0.0.1:1"),
        };
        Assert.Equal(["binance", "bybit", "bybit-spot"], config.MarketData.Feeds.Keys);
        var linear = bare.With(BybitCategory.Linear, config.MarketData.Feeds["bybit"]);
        Assert.Equal(bare.Topics, linear.Topics);
        Assert.Equal(bare.Silence with { BookTops = bare.Silence.Books }, linear.Silence);
        var spot = bare.With(BybitCategory.Spot, config.MarketData.Feeds["bybit-spot"]);
        Assert.Equal(bare.Topics with { Liquidations = false }, spot.Topics);
        var binance = new BinanceOptions { RestEndpoint = new Uri("http://127.0.0.1:1") };
        var chosen = binance.With(config.MarketData.Feeds["binance"]);
        Assert.Equal((binance.Streams, binance.Sockets), (chosen.Streams, chosen.Sockets));
        Assert.Equal(binance.Silence with { MarkPrices = TimeSpan.FromMinutes(1) }, chosen.Silence);
    }

    [Fact]
    public void An_instrument_of_no_venue_is_refused_by_name()
    {
        var root = new OwnRoot(_folder["root"]);
        root.Replace("config/platform.yaml", "  - bybit:SOLUSDT\n", "  - bybot:SOLUSDT\n");
        var error = Assert.Throws<ConfigException>(() => HostConfig.Load(new HostPaths(root.Path)));
        Assert.Contains(
            "'bybot:SOLUSDT' is of no venue", Assert.Single(error.Mistakes).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_liquidation_is_not_told_twice()
    {
        var root = new OwnRoot(_folder["root"]);
        root.Replace(
            MarketData, "coinglass_liquidations: []", "coinglass_liquidations: [bybit:BTCUSDT, okx:BTC-USDT-SWAP]");
        var error = Assert.Throws<ConfigException>(() => HostConfig.Load(new HostPaths(root.Path)));
        Assert.Contains(
            "holds bybit:BTCUSDT, whose own feed", Assert.Single(error.Mistakes).Problem, StringComparison.Ordinal);
        root.Replace(MarketData, "liquidations: true", "liquidations: false");
        Assert.Equal(2, HostConfig.Load(new HostPaths(root.Path)).MarketData.CoinglassLiquidations.Length);
    }

    [Fact]
    public void What_no_venue_has_is_named_all_at_once_with_the_file()
    {
        var root = new OwnRoot(_folder["root"]);
        root.Replace(MarketData, "book_levels: 200", "book_levels: 500");
        root.Replace(MarketData, "liquidations: false", "liquidations: true");
        root.Replace(MarketData, "  bybit:\n", "  kraken:\n");
        root.Replace(MarketData, "book_levels: 1000", "book_levels: 200");
        root.Replace(MarketData, "candle_interval: 1m", "candle_interval: 2m");
        var error = Assert.Throws<ConfigException>(() => HostConfig.Load(new HostPaths(root.Path)));
        Assert.Equal(
            [
                "feeds.binance.book_levels", "feeds.binance.candle_interval", "feeds.bybit-spot.book_levels",
                "feeds.bybit-spot.candle_interval", "feeds.bybit-spot.liquidations", "feeds.kraken:",
            ],
            error.Mistakes.Select(mistake => mistake.Problem.Split(' ')[0]));
        Assert.All(error.Mistakes, mistake => Assert.EndsWith("market_data.yaml", mistake.File));
    }
}

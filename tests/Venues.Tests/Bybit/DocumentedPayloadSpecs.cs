using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Bybit.Wire;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>The venue's own documentation examples, which may not be copied into this repository.</summary>
public sealed class DocumentedPayloadSpecs
{
    private const string Folder = "bybit-docs/websocket/public";

    [DocumentedFact(Folder)]
    public void Examples_of_our_topics_are_data()
    {
        Assert.Equal(FrameKind.Data, Parse("all-liquidation_1", BybitCategory.Linear));
        Assert.Equal(FrameKind.Data, Parse("trade_1", BybitCategory.Linear));
        Assert.Equal(FrameKind.Data, Parse("ticker_3", BybitCategory.Spot));
        Assert.Equal(FrameKind.Data, Parse("orderbook_2", BybitCategory.Linear));
        Assert.Equal(FrameKind.Data, Parse("kline_1", BybitCategory.Linear));
    }

    [DocumentedFact(Folder)]
    public void Examples_of_other_topics_are_unknown()
    {
        foreach (var name in new[]
        {
            "full-ob_1", "orderbook-rpi_3", "insurance-pool_2", "order-price-limit_2",
        })
        {
            Assert.Equal(FrameKind.Unknown, Parse(name, BybitCategory.Linear));
        }
    }

    [DocumentedFact(Folder)]
    public void No_example_at_all_throws()
    {
        var files = Directory.GetFiles(DocumentedFactAttribute.PathOf("."), "*.json", SearchOption.AllDirectories);
        Assert.True(files.Length > 100);
        Assert.All(files, file => Assert.True(Given.Feed().Parse(File.ReadAllBytes(file)).Kind >= FrameKind.Data));
    }

    [DocumentedFact("nautilus")]
    public void Recorded_instruments_of_another_time_are_read()
    {
        Assert.NotEmpty(Instruments("http_get_instruments_linear", BybitCategory.Linear));
        Assert.NotEmpty(Instruments("http_get_instruments_linear_symbol_type", BybitCategory.Linear));
        Assert.NotEmpty(Instruments("http_get_instruments_spot", BybitCategory.Spot));
        Assert.NotEmpty(Instruments("http_get_instruments_spot_xstocks", BybitCategory.Spot));
    }

    [DocumentedFact("nautilus")]
    public void Recorded_answers_about_the_past_are_read()
    {
        var coin = InstrumentId.Parse("bybit:BTCUSDT");
        Assert.NotEmpty(BybitHistoryRows.Candles(Result("http_get_klines_linear"), TimeSpan.FromMinutes(1)));
        Assert.NotEmpty(BybitHistoryRows.Fundings(Result("http_get_funding_history"), coin));
    }

    private static List<Instrument> Instruments(string name, BybitCategory category) =>
        BybitInstruments.ReadPage(Result(name), category).Instruments;

    private static ReadOnlySpan<byte> Result(string name)
    {
        var path = Path.Combine(DocumentedFactAttribute.PathOf("nautilus"), name + ".json");
        return BybitAnswer.Read(name, File.ReadAllBytes(path)).Result.Span;
    }

    private static FrameKind Parse(string name, BybitCategory category) => Given.Feed(category).Parse(Text(name)).Kind;

    private static string Text(string name) =>
        File.ReadAllText(Path.Combine(DocumentedFactAttribute.PathOf(Folder), name + ".json"));
}

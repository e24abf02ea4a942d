using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Coins;
using WhaleStack.Venues.Bybit;
using WhaleStack.Venues.Bybit.Wire;

namespace WhaleStack.Venues.Tests.Bybit;

/// <summary>
/// Recorded REST tickers of every symbol: their rows have the names of the websocket's tickers, with all the empty
/// and odd
/// values that a few chosen coins do not show.
/// </summary>
public sealed class RecordedTickersSpecs
{
    [Theory]
    [InlineData("bybit_tickers.linear_api", "linear", 321)]
    [InlineData("bybit_tickers.spot_api", "spot", 485)]
    [InlineData("bybit_tickers.inverse_api", "linear", 12)]
    [InlineData("bybit_ticker_api", "linear", 1)]
    public void Every_row_reads_as_a_ticker(string file, string category, int rows)
    {
        var feed = Given.Feed(category == "linear" ? BybitCategory.Linear : BybitCategory.Spot);
        var read = 0;
        foreach (var row in Rows(file))
        {
            var symbol = row.GetProperty("symbol").GetString();
            var frame = feed.Parse(
                $$"""{"topic":"tickers.{{symbol}}","type":"snapshot","ts":1,"data":{{row.GetRawText()}} }""");
            Assert.True(frame.Kind == FrameKind.Data, $"{symbol}: {frame.Detail}");
            var ticker = Assert.IsType<CoinCommands.ApplyTicker>(Assert.Single(frame.Items)).Ticker;
            Assert.Equal(Number(row, "lastPrice"), ticker.LastPriceQuote);
            Assert.Equal(Number(row, "bid1Price"), ticker.BidQuote);
            Assert.Equal(Number(row, "openInterest") / 2m, ticker.OpenInterestBase);
            Assert.Equal(Number(row, "fundingRate"), ticker.FundingRateFraction);
            read++;
        }

        Assert.Equal(rows, read);
    }

    [Fact]
    public void The_answers_envelope_is_read()
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Recordings.Lines(PathOf("bybit_tickers.spot_api"))));
        var answer = BybitAnswer.Read("GET x", body);
        Assert.Equal((0, "OK"), (answer.Code, answer.Message));
        using var result = JsonDocument.Parse(answer.Result);
        Assert.Equal("spot", result.RootElement.GetProperty("category").GetString());
    }

    private static string PathOf(string file) => $"bybit/payloads/jhabermas/{file}.json.gz";

    private static IEnumerable<JsonElement> Rows(string file)
    {
        using var document = JsonDocument.Parse(string.Concat(Recordings.Lines(PathOf(file))));
        var list = document.RootElement.GetProperty("result").GetProperty("list");
        return [.. list.EnumerateArray().Select(row => row.Clone())];
    }

    private static decimal? Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;
}

using System.Globalization;
using System.Text.Json;
using WhaleStack.Simulator.Bybit.Streams;
using WhaleStack.Simulator.Recordings;

namespace WhaleStack.Simulator.Bybit.Rest;

/// <summary>The public REST market data of Bybit V5, from the recordings.</summary>
public sealed class MarketEndpoints
{
    private const long MsMax = 253_402_300_799_999;
    private readonly Capture _capture;
    private readonly Year _year;
    private readonly ServedStreams _served;
    private readonly Func<DateTimeOffset> _now;

    /// <summary>Makes them.</summary>
    /// <param name="capture">The recorded session.</param>
    /// <param name="year">The recorded year.</param>
    /// <param name="served">Counts what was served.</param>
    /// <param name="now">The simulated time: that of the tape.</param>
    public MarketEndpoints(Capture capture, Year year, ServedStreams served, Func<DateTimeOffset> now)
    {
        _capture = capture;
        _year = year;
        _served = served;
        _now = now;
    }

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v5/market/time", Time);
        routes.MapGet("/v5/market/kline", (HttpRequest request) => Kline(new PageQuery(request.Query)));
        routes.MapGet("/v5/market/funding/history", (HttpRequest request) => Funding(new PageQuery(request.Query)));
        routes.MapGet(
            "/v5/market/instruments-info", (HttpRequest request) => Instruments(new PageQuery(request.Query)));
        routes.MapGet("/v5/market/tickers", (HttpRequest request) => Tickers(new PageQuery(request.Query)));
    }

    private IResult Time()
    {
        var now = _now();
        return Envelope.Ok(now, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("timeSecond", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            var nano = now.ToUnixTimeMilliseconds() * 1_000_000;
            writer.WriteString("timeNano", nano.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        });
    }

    private IResult Kline(PageQuery query)
    {
        query.OneOf("category", "linear");
        query.OneOf("interval", "60");
        var symbol = query.OneOf("symbol", [.. _year.Candles.Keys]);
        var limit = query.Number("limit", 200, 1, 1_000);
        var start = query.Number("start", 0, 0, MsMax);
        var end = query.Number("end", MsMax, 0, MsMax);
        if (query.Mistake is { } mistake)
        {
            return Envelope.Refuse(_now(), mistake);
        }

        var rows = _year.Candles[symbol].Where(c => c.OpenMs >= start && c.OpenMs <= end).Reverse();
        return Envelope.Ok(
            _now(), writer => WriteCandles(writer, symbol, rows.Take((int)limit)), turnoverIsSynthetic: true);
    }

    private void WriteCandles(Utf8JsonWriter writer, string symbol, IEnumerable<YearCandle> rows)
    {
        writer.WriteStartObject();
        writer.WriteString("category", "linear");
        writer.WriteString("symbol", symbol);
        writer.WriteStartArray("list");
        foreach (var row in rows)
        {
            _served.Served($"history/kline.60.{symbol}", row.OpenMs);
            writer.WriteStartArray();
            writer.WriteStringValue(row.OpenMs.ToString(CultureInfo.InvariantCulture));
            decimal[] values = [row.Open, row.High, row.Low, row.Close, row.Volume, row.SyntheticTurnover];
            foreach (var value in values)
            {
                writer.WriteStringValue(Envelope.Text(value));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private IResult Funding(PageQuery query)
    {
        query.OneOf("category", "linear");
        var symbol = query.OneOf("symbol", [.. _year.Fundings.Keys]);
        var limit = query.Number("limit", 200, 1, 200);
        var start = query.Number("startTime", 0, 0, MsMax);
        var end = query.Number("endTime", MsMax, 0, MsMax);
        var mistake = query.Mistake
            ?? (query.Text("startTime").Length > 0 && query.Text("endTime").Length == 0
                ? "params error: endTime is required with startTime"
                : null);
        if (mistake is not null)
        {
            return Envelope.Refuse(_now(), mistake);
        }

        var rows = _year.Fundings[symbol].Where(f => f.TimeMs >= start && f.TimeMs <= end).Reverse();
        return Envelope.Ok(_now(), writer => WriteFundings(writer, symbol, rows.Take((int)limit)));
    }

    private void WriteFundings(Utf8JsonWriter writer, string symbol, IEnumerable<YearFunding> rows)
    {
        writer.WriteStartObject();
        writer.WriteString("category", "linear");
        writer.WriteStartArray("list");
        foreach (var row in rows)
        {
            _served.Served($"history/funding.{symbol}", row.TimeMs);
            writer.WriteStartObject();
            writer.WriteString("symbol", symbol);
            writer.WriteString("fundingRate", Envelope.Text(row.Rate));
            writer.WriteString("fundingRateTimestamp", row.TimeMs.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private IResult Instruments(PageQuery query)
    {
        var category = query.OneOf("category", [.. _capture.Instruments.Keys]);
        var limit = (int)query.Number("limit", 500, 1, 1_000);
        var from = (int)query.Number("cursor", 0, 0, int.MaxValue);
        if (query.Mistake is { } mistake)
        {
            return Envelope.Refuse(_now(), mistake);
        }

        var symbol = query.Text("symbol");
        var rows = _capture.Instruments[category]
            .Where(row => symbol.Length == 0 || row.GetProperty("symbol").ValueEquals(symbol))
            .ToList();
        var next = from + limit < rows.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : string.Empty;
        return Envelope.Ok(_now(), writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("category", category);
            writer.WriteStartArray("list");
            foreach (var row in rows.Skip(from).Take(limit))
            {
                row.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteString("nextPageCursor", next);
            writer.WriteEndObject();
        });
    }

    private IResult Tickers(PageQuery query)
    {
        var category = query.OneOf("category", [.. _capture.Tapes.Keys]);
        if (query.Mistake is { } mistake)
        {
            return Envelope.Refuse(_now(), mistake);
        }

        var topic = query.Text("symbol") is { Length: > 0 } symbol ? $"tickers.{symbol}" : "tickers.";
        var snapshots = _capture.Tapes[category].Frames
            .Where(f => f.Topic.StartsWith(topic, StringComparison.Ordinal))
            .GroupBy(f => f.Topic)
            .Select(g => g.First().Payload);
        return Envelope.Ok(_now(), writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("category", category);
            writer.WriteStartArray("list");
            foreach (var payload in snapshots)
            {
                using var frame = JsonDocument.Parse(payload);
                frame.RootElement.GetProperty("data").WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}

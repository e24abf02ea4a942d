using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>
/// Reads the rows of kline and funding history, which Bybit sends newest first; the answers are oldest first.
/// </summary>
internal static class BybitHistoryRows
{
    /// <summary>Rows of <c>[start, open, high, low, close, volume, turnover]</c>, all strings.</summary>
    public static List<Candle> Candles(ReadOnlySpan<byte> result, TimeSpan interval)
    {
        var reader = new Utf8JsonReader(result);
        var rows = new List<Candle>();
        ToList(ref reader);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            BybitJson.Expect(ref reader, JsonTokenType.StartArray, "result.list row");
            reader.Read();
            var start = BybitJson.TimeText(ref reader, "start");
            var open = Next(ref reader, "open");
            var high = Next(ref reader, "high");
            var low = Next(ref reader, "low");
            var close = Next(ref reader, "close");
            var volume = Next(ref reader, "volume");
            rows.Add(new Candle(start, interval, open, high, low, close, volume, Next(ref reader, "turnover")));
            reader.Read();
            BybitJson.Expect(ref reader, JsonTokenType.EndArray, "behind turnover");
        }

        return OldestFirst(rows, row => row.OpenTime);
    }

    /// <summary>Rows of <c>{symbol, fundingRate, fundingRateTimestamp}</c>, all strings.</summary>
    public static List<FundingRate> Fundings(ReadOnlySpan<byte> result, InstrumentId coin)
    {
        var reader = new Utf8JsonReader(result);
        var rows = new List<FundingRate>();
        ToList(ref reader);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows.Add(Funding(ref reader, coin));
        }

        return OldestFirst(rows, row => row.Time);
    }

    private static FundingRate Funding(ref Utf8JsonReader reader, InstrumentId coin)
    {
        decimal? rate = null;
        DateTimeOffset? time = null;
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "result.list row");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("fundingRate"u8))
            {
                rate = Next(ref reader, "fundingRate");
            }
            else if (reader.ValueTextEquals("fundingRateTimestamp"u8))
            {
                reader.Read();
                time = BybitJson.TimeText(ref reader, "fundingRateTimestamp");
            }
            else if (reader.ValueTextEquals("symbol"u8))
            {
                reader.Read();
                BybitFrameData.CheckSymbol(ref reader, coin, "symbol");
            }
            else
            {
                BybitFrameData.SkipValue(ref reader);
            }
        }

        return new FundingRate(
            BybitJson.Required(time, "fundingRateTimestamp"), BybitJson.Required(rate, "fundingRate"));
    }

    // Stands on the list's bracket afterwards.
    private static void ToList(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new VenueFormatException("result is missing");
        }

        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "result");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("list"u8))
            {
                reader.Read();
                BybitJson.Expect(ref reader, JsonTokenType.StartArray, "result.list");
                return;
            }

            BybitFrameData.SkipValue(ref reader);
        }

        throw new VenueFormatException("result.list is missing");
    }

    private static decimal Next(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return BybitJson.Decimal(ref reader, field);
    }

    // Twice the same time would count a candle double: that is not for us to mend.
    private static List<T> OldestFirst<T>(List<T> rows, Func<T, DateTimeOffset> timeOf)
    {
        rows.Reverse();
        for (var i = 1; i < rows.Count; i++)
        {
            if (timeOf(rows[i]) <= timeOf(rows[i - 1]))
            {
                throw new VenueFormatException($"result.list is not newest first at {timeOf(rows[i]):O}");
            }
        }

        return rows;
    }
}

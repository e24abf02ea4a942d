using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>
/// Reads the <c>data</c> of each topic. Each method starts on the data's first token; fields may stand in any order,
/// unknown ones are skipped, a missing or mistyped one is a <see cref="VenueFormatException"/>. The bytes are known to
/// be JSON.
/// </summary>
internal static class BybitFrameData
{
    /// <summary>tickers: absent fields and empty ones mean unchanged.</summary>
    public static ImmutableArray<IWithCoin> Ticker(
        ref Utf8JsonReader reader, InstrumentId coin, DateTimeOffset time, bool isSnapshot)
    {
        var fields = default(BybitTickerFields);
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "data");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("symbol"u8))
            {
                reader.Read();
                CheckSymbol(ref reader, coin, "data.symbol");
            }
            else
            {
                fields.ReadField(ref reader);
            }
        }

        return [new CoinCommands.ApplyTicker(coin, fields.ToTicker(time, isSnapshot))];
    }

    /// <summary>
    /// orderbook: sizes are absolute, 0 deletes; an update id of 1 is a snapshot after a restart of the venue.
    /// </summary>
    public static ImmutableArray<IWithCoin> Book(
        ref Utf8JsonReader reader, InstrumentId coin, DateTimeOffset time, bool isSnapshot)
    {
        long? updateId = null;
        ImmutableArray<BookLevel>? bids = null;
        ImmutableArray<BookLevel>? asks = null;
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "data");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("b"u8))
            {
                bids = Levels(ref reader, "data.b");
            }
            else if (reader.ValueTextEquals("a"u8))
            {
                asks = Levels(ref reader, "data.a");
            }
            else if (reader.ValueTextEquals("u"u8))
            {
                reader.Read();
                updateId = BybitJson.Long(ref reader, "data.u");
            }
            else if (reader.ValueTextEquals("s"u8))
            {
                reader.Read();
                CheckSymbol(ref reader, coin, "data.s");
            }
            else
            {
                SkipValue(ref reader);
            }
        }

        var id = BybitJson.Required(updateId, "data.u");
        var update = new BookUpdate(
            time,
            isSnapshot || id == 1,
            id,
            BybitJson.Required(bids, "data.b"),
            BybitJson.Required(asks, "data.a"));
        return [new CoinCommands.ApplyBook(coin, update)];
    }

    /// <summary>publicTrade: all trades of the frame in one message, in the venue's order.</summary>
    public static ImmutableArray<IWithCoin> Trades(ref Utf8JsonReader reader, InstrumentId coin)
    {
        var trades = ImmutableArray.CreateBuilder<Trade>();
        BybitJson.Expect(ref reader, JsonTokenType.StartArray, "data");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var row = BybitPrintRow.Read(ref reader, coin);
            trades.Add(new Trade(
                row.Time,
                row.Id ?? throw new VenueFormatException("data.i is missing"),
                row.Side,
                row.PriceQuote,
                row.SizeBase));
        }

        return trades.Count == 0 ? [] : [new CoinCommands.ApplyTrades(coin, trades.DrainToImmutable())];
    }

    /// <summary>
    /// allLiquidation: S is the side of the position that was closed by force, p its bankruptcy price.
    /// </summary>
    public static ImmutableArray<IWithCoin> Liquidations(ref Utf8JsonReader reader, InstrumentId coin)
    {
        var prints = ImmutableArray.CreateBuilder<LiquidationPrint>();
        BybitJson.Expect(ref reader, JsonTokenType.StartArray, "data");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var row = BybitPrintRow.Read(ref reader, coin);
            prints.Add(new LiquidationPrint(row.Time, row.Side, row.PriceQuote, row.SizeBase));
        }

        return prints.Count == 0 ? [] : [new CoinCommands.ApplyLiquidations(coin, prints.DrainToImmutable())];
    }

    /// <summary>kline: confirm tells a closed candle from a forming one.</summary>
    public static ImmutableArray<IWithCoin> Klines(ref Utf8JsonReader reader, BybitTopic topic)
    {
        var items = ImmutableArray.CreateBuilder<IWithCoin>(1);
        BybitJson.Expect(ref reader, JsonTokenType.StartArray, "data");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(BybitKlineRow.Read(ref reader, topic.Interval!).ToMessage(topic.Coin));
        }

        return items.DrainToImmutable();
    }

    /// <summary>Requires the symbol in the data to be the topic's.</summary>
    public static void CheckSymbol(ref Utf8JsonReader reader, InstrumentId coin, string field)
    {
        BybitJson.Expect(ref reader, JsonTokenType.String, field);
        if (!reader.ValueTextEquals(coin.Symbol))
        {
            throw new VenueFormatException(
                $"{field} '{BybitJson.Shown(reader.ValueSpan)}' is not the topic's {coin.Symbol}");
        }
    }

    /// <summary>Steps over a property's value.</summary>
    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static ImmutableArray<BookLevel> Levels(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        BybitJson.Expect(ref reader, JsonTokenType.StartArray, field);
        var levels = ImmutableArray.CreateBuilder<BookLevel>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            BybitJson.Expect(ref reader, JsonTokenType.StartArray, field);
            reader.Read();
            var price = BybitJson.Decimal(ref reader, field);
            reader.Read();
            var size = BybitJson.Decimal(ref reader, field);
            reader.Read();
            if (reader.TokenType != JsonTokenType.EndArray)
            {
                throw new VenueFormatException($"{field} has a level with more than price and size");
            }

            levels.Add(new BookLevel(price, size));
        }

        return levels.DrainToImmutable();
    }
}

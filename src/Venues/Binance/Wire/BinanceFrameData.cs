using System.Collections.Immutable;
using System.Text.Json;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Binance.Wire;

/// <summary>Makes messages of the <c>data</c> of each stream; what is missing or mistyped is named.</summary>
internal static class BinanceFrameData
{
    /// <summary>aggTrade and trade: the buyer being the maker means that the taker sold.</summary>
    public static IWithCoin Trade(in BinanceFields data, BinanceTopic topic)
    {
        CheckSymbol(data.Text('s'), topic);
        var id = data.Long(topic.Kind == BinanceTopicKind.AggregateTrades ? 'a' : 't');
        var trade = new Trade(
            data.Time('T'),
            TradeId.Of(id),
            data.Bool('m') ? Side.Sell : Side.Buy,
            data.Decimal('p'),
            data.Decimal('q'));
        return new CoinCommands.ApplyTrades(topic.Coin, [trade]);
    }

    /// <summary>depth: the counter at the first change, the last, and the end of the message before.</summary>
    public static IWithCoin BookChanges(in BinanceFields data, BinanceTopic topic)
    {
        CheckSymbol(data.Text('s'), topic);
        var span = new BookSpan(data.Long('U'), data.Long(BinanceFields.Slots.PreviousUpdate));
        return new CoinCommands.ApplyBook(topic.Coin, Book(data, isSnapshot: false, span));
    }

    /// <summary>The REST answer that a book begins with.</summary>
    public static IWithCoin BookSnapshot(in BinanceFields data, BinanceTopic topic) =>
        new CoinCommands.ApplyBook(topic.Coin, Book(data, isSnapshot: true, span: null));

    /// <summary>bookTicker: best bid and ask.</summary>
    public static IWithCoin BookTop(in BinanceFields data, BinanceTopic topic)
    {
        CheckSymbol(data.Text('s'), topic);
        return new CoinCommands.ApplyTicker(topic.Coin, new Ticker(
            data.Time('E'),
            IsSnapshot: false,
            BidQuote: data.Decimal('b'),
            BidSizeBase: data.Decimal('B'),
            AskQuote: data.Decimal('a'),
            AskSizeBase: data.Decimal('A')));
    }

    /// <summary>markPriceUpdate: no rate and a time of 0 where there is no funding.</summary>
    public static IWithCoin MarkPrice(in BinanceFields data, BinanceTopic topic)
    {
        CheckSymbol(data.Text('s'), topic);
        return new CoinCommands.ApplyTicker(topic.Coin, new Ticker(
            data.Time('E'),
            IsSnapshot: false,
            MarkPriceQuote: data.Decimal('p'),
            IndexPriceQuote: data.DecimalOrNone('i'),
            FundingRateFraction: data.DecimalOrNone('r'),
            NextFundingTime: data.Has('T') && data.Long('T') != 0 ? data.Time('T') : null));
    }

    /// <summary>
    /// forceOrder: S is the side of the order, so a sale closes a long; p is the order's limit, the bankruptcy price;
    /// z what was executed.
    /// </summary>
    public static IWithCoin Liquidation(in BinanceFields data, BinanceTopic topic)
    {
        var order = BinanceFields.Read(data.Nested('o', JsonTokenType.StartObject));
        CheckSymbol(order.Text('s'), topic);
        var side = order.Text('S');
        var position = side.SequenceEqual("SELL"u8) ? Side.Buy
            : side.SequenceEqual("BUY"u8) ? Side.Sell
            : throw new VenueFormatException($"S '{BinanceFields.Shown(side)}' is neither BUY nor SELL");
        var print = new LiquidationPrint(order.Time('T'), position, order.Decimal('p'), order.Decimal('z'));
        return new CoinCommands.ApplyLiquidations(topic.Coin, [print]);
    }

    /// <summary>kline: x tells a closed candle from a forming one.</summary>
    public static IWithCoin Kline(in BinanceFields data, BinanceTopic topic)
    {
        var row = BinanceFields.Read(data.Nested('k', JsonTokenType.StartObject));
        CheckSymbol(row.Text('s'), topic);
        var candle = new Candle(
            row.Time('t'),
            topic.Interval,
            row.Decimal('o'),
            row.Decimal('h'),
            row.Decimal('l'),
            row.Decimal('c'),
            row.Decimal('v'),
            row.Decimal('q'));
        return row.Bool('x')
            ? new CoinCommands.ApplyCandle(topic.Coin, candle)
            : new CoinCommands.ApplyFormingCandle(topic.Coin, candle);
    }

    private static BookUpdate Book(in BinanceFields data, bool isSnapshot, BookSpan? span) => new(
        data.Time('E'),
        isSnapshot,
        data.Long('u'),
        Levels(data.Nested('b', JsonTokenType.StartArray), 'b'),
        Levels(data.Nested('a', JsonTokenType.StartArray), 'a'),
        span);

    private static ImmutableArray<BookLevel> Levels(ReadOnlySpan<byte> json, char name)
    {
        var levels = ImmutableArray.CreateBuilder<BookLevel>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            var price = Number(ref reader, name);
            var size = Number(ref reader, name);
            if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            {
                throw new VenueFormatException($"{name} has a level with more than price and size");
            }

            levels.Add(new BookLevel(price, size));
        }

        return reader.TokenType == JsonTokenType.EndArray
            ? levels.DrainToImmutable()
            : throw new VenueFormatException($"{name} holds something that is no level");
    }

    private static decimal Number(ref Utf8JsonReader reader, char name) =>
        reader.Read() && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped
            ? BinanceFields.Decimal(reader.ValueSpan, name)
            : throw new VenueFormatException($"{name} has a level that is not two numbers");

    private static void CheckSymbol(ReadOnlySpan<byte> symbol, BinanceTopic topic)
    {
        if (!symbol.SequenceEqual(topic.SymbolUtf8.Span))
        {
            throw new VenueFormatException(
                $"s '{BinanceFields.Shown(symbol)}' is not the stream's {topic.Coin.Symbol}");
        }
    }
}

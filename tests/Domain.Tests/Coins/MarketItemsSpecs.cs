using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Coins;

/// <summary>Market data that lies packed is the same data, and its memory is nobody's twice at once.</summary>
public sealed class MarketItemsSpecs
{
    private static readonly Trade Bought =
        new(Given.Start, TradeId.Parse("7"), Side.Buy, 100.5m, 0.25m);

    private static readonly BookLevel[] Bids = [new(100m, 2m), new(99m, 1m)];

    private static readonly BookLevel[] Asks = [new(101m, 3m)];

    private readonly MarketPages _pages = new();

    [Fact]
    public void Packed_items_are_read_in_place_or_as_messages_in_their_order()
    {
        var items = Filled();
        Assert.Equal(
            [MarketItemKind.Book, MarketItemKind.Message, MarketItemKind.Trades, MarketItemKind.Book],
            Enumerable.Range(0, items.Length).Select(items.KindOf));
        Assert.Equal([Bought, Bought], items.TradesAt(2).ToArray());
        Assert.Equal(Asks, items.BookAt(0).Asks.ToArray());
        Assert.Equal([Bids[0]], items.BookAt(3).Bids.ToArray());
        Assert.Throws<ArgumentException>(() => items.BookAt(2));
        var update = Assert.IsType<CoinCommands.ApplyBook>(items[0]).Update;
        Assert.Equal((true, 1L, Given.Start), (update.IsSnapshot, update.UpdateId, update.VenueTime));
        Assert.Equal(Bids, update.Bids.AsEnumerable());
        Assert.Equal([Bought, Bought], Assert.IsType<CoinCommands.ApplyTrades>(items[2]).Trades.AsEnumerable());
        Assert.Equal(new BookSpan(5, 1), Assert.IsType<CoinCommands.ApplyBook>(items[3]).Update.Span);
        Assert.All(items, item => Assert.Equal(Given.Btc, item.Coin));
    }

    [Fact]
    public void A_coin_takes_packed_items_as_it_takes_their_messages()
    {
        var (packed, single) = (new Coin(Given.Btc, Given.CoinOptions), new Coin(Given.Btc, Given.CoinOptions));
        var items = Filled();
        for (var i = 0; i < items.Length; i++)
        {
            Assert.Equal(single.Apply(items[i]), packed.ApplyAt(items, i));
            Assert.Equal((single.Top, single.LastTime, single.Ticker), (packed.Top, packed.LastTime, packed.Ticker));
            Assert.Equal(single.View.LastPriceQuote, packed.View.LastPriceQuote);
        }

        Assert.Equal(new BookTop(100m, 2m, 101m, 3m, Given.Start), packed.Top);
        var others = new Coin(Given.Eth, Given.CoinOptions);
        Assert.Throws<InvalidOperationException>(() => others.ApplyAt(items, 0));
    }

    [Fact]
    public void Memory_that_was_given_back_is_used_again_and_cannot_be_read_by_who_had_it()
    {
        var first = Filled();
        _pages.Close(first);
        Assert.Equal(1, _pages.Waiting);
        Assert.Throws<InvalidOperationException>(() => first.Length);
        Assert.Throws<InvalidOperationException>(() => first.BookAt(0).UpdateId);
        _pages.Close(first); // Again: it has nothing left to give.
        Assert.Equal(1, _pages.Waiting);
        var second = _pages.Open(Given.Eth);
        Assert.Equal((0, 0, Given.Eth), (_pages.Waiting, second.Length, second.Coin));
        second.Add([Bought]);
        Assert.Equal(Bought, second.TradesAt(0)[0]);
    }

    [Fact]
    public void Only_so_many_pages_wait_and_none_that_a_great_snapshot_has_blown_up()
    {
        var great = _pages.Open(Given.Btc);
        great.Add(new BookRows(Given.Start, true, 1, null) { Bids = new BookLevel[20_000] });
        _pages.Close(great);
        Assert.Equal(0, _pages.Waiting);
        var many = Enumerable.Range(0, MarketPages.WaitingMax + 10).Select(_ => _pages.Open(Given.Btc)).ToList();
        many.ForEach(_pages.Close);
        Assert.Equal(MarketPages.WaitingMax, _pages.Waiting);
    }

    private MarketItems Filled()
    {
        var items = _pages.Open(Given.Btc);
        items.Add(new BookRows(Given.Start, isSnapshot: true, 1, span: null) { Bids = Bids, Asks = Asks });
        items.Add(new CoinCommands.ApplyTicker(Given.Btc, new Ticker(Given.Start, IsSnapshot: true, 100m)));
        items.Add([Bought, Bought]);
        items.Add(new BookRows(Given.Start, isSnapshot: false, 9, new BookSpan(5, 1)) { Bids = Bids.AsSpan(0, 1) });
        return items;
    }
}
